package dev.serai.gateway.limit.camel;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.limit.Limits;
import dev.serai.gateway.limit.Standing;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Admits a call within its limits and sets the response headers with what is left of
 * them.
 */
@Component("limit")
final class KeepLimits implements Processor {

	private final Limits limits;

	KeepLimits(Limits limits) {
		this.limits = limits;
	}

	@Override
	public void process(Exchange exchange) {
		this.limits.admit(Calls.of(exchange), standing -> {
			// Set on the HTTP response itself, so that every reply has them, errors too.
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

	/** Formats a duration as OpenAI does: {@code 250ms}, {@code 1s}, {@code 6m0s}. */
	static String duration(long millis) {
		if (millis > 0 && millis < 1_000) {
			return millis + "ms";
		}
		long seconds = (millis + 999) / 1_000;
		return (seconds < 60) ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
	}

}
