package dev.serai.admin.organisation.camel;

import java.util.UUID;

import dev.serai.admin.organisation.CacheAdministration;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API that empties the answer cache. */
@ApiSteps("cache-steps")
public final class CacheSteps {

	private final CacheAdministration cache;

	CacheSteps(CacheAdministration cache) {
		this.cache = cache;
	}

	/** Removes all cached answers, or those of one team. */
	public void purgeCache(Exchange exchange) {
		this.cache.purge(Operators.of(exchange), Query.of(exchange, OfTeam.class).team());
		JsonReply.nothing(exchange);
	}

	/** Whose answers are removed. */
	private record OfTeam(@Nullable UUID team) {
	}

}
