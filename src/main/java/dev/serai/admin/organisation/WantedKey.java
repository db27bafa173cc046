package dev.serai.admin.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.call.Defaults;
import org.jspecify.annotations.Nullable;

/** A key as an operator sends it; a restriction that is null or empty is none. */
public record WantedKey(UUID teamId, String name, @Nullable Instant expiresAt, @Nullable Set<String> allowedModels,
		@Nullable Set<String> allowedEndpoints, @Nullable List<AddressBlock> allowedOrigins,
		@Nullable Defaults defaults) {

	static WantedKey of(StoredKey key) {
		KeyTerms terms = key.terms();
		return new WantedKey(key.team().id(), key.name(), terms.expiresAt(), terms.allowedModels(),
				terms.allowedEndpoints(), terms.allowedOrigins(), terms.defaults());
	}

}
