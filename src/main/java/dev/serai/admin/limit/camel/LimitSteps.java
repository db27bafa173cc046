package dev.serai.admin.limit.camel;

import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.limit.LimitAdministration;
import dev.serai.admin.limit.NewLimit;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.gateway.limit.Limits;
import dev.serai.gateway.limit.Standing;
import dev.serai.platform.error.ApiError;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Limits, as a call meets them and as an operator sets them. */
public final class LimitSteps {

	private static final Set<String> NO_PARAMETERS = Set.of();

	private static final Set<String> WHICH = Set.of("scope", "subject");

	private final Limits limits;

	private final LimitAdministration administration;

	private final JsonAnswers answers;

	public LimitSteps(Limits limits, LimitAdministration administration, ObjectMapper json) {
		this.limits = limits;
		this.administration = administration;
		this.answers = new JsonAnswers(json);
	}

	public void limit(Exchange exchange) {
		this.limits.admit(Calls.of(exchange), standing -> {
			// On the response itself: the answer has them whatever it comes to be.
			if (exchange.getMessage() instanceof HttpMessage http) {
				show(http.getResponse(), "requests", standing.requests());
				show(http.getResponse(), "tokens", standing.tokens());
			}
		});
	}

	private static void show(HttpServletResponse response, String kind, Standing.@Nullable Level level) {
		if (level != null) {
			response.setHeader("x-ratelimit-limit-" + kind, Long.toString(level.limit()));
			response.setHeader("x-ratelimit-remaining-" + kind, Long.toString(level.remaining()));
			response.setHeader("x-ratelimit-reset-" + kind, duration(level.resetMillis()));
		}
	}

	/** As OpenAI writes it: {@code 250ms}, {@code 1s}, {@code 6m0s}. */
	static String duration(long millis) {
		if (millis > 0 && millis < 1_000) {
			return millis + "ms";
		}
		long seconds = (millis + 999) / 1_000;
		return (seconds < 60) ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
	}

	public void list(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
		this.answers.reply(exchange, 200, Map.of("data", this.administration.list(Operators.of(exchange))));
	}

	public void put(Exchange exchange) {
		NewLimit wanted = NewLimit.read(JsonAnswers.body(exchange));
		this.answers.reply(exchange, 200, this.administration.put(Operators.of(exchange), wanted));
	}

	public void remove(Exchange exchange) {
		Query query = Query.of(exchange, WHICH);
		this.administration.remove(Operators.of(exchange), required(query, "scope"), required(query, "subject"));
		JsonReply.nothing(exchange);
	}

	private static String required(Query query, String name) {
		String value = query.get(name);
		if (value == null) {
			throw ApiError.invalid(name, "The parameter '" + name + "' is needed.").refused();
		}
		return value;
	}

}
