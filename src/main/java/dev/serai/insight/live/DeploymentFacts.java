package dev.serai.insight.live;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The current state of a deployment on this node.
 *
 * @param simulated whether its provider is simulated
 * @param quotaGroup deployments of one group share an account's limits
 * @param window maximum tokens of request and response together
 * @param inputs the types of content that a request may contain
 * @param capabilities the model's capabilities
 * @param rating the configured quality rating, 0 to 1
 * @param prices today's prices in US dollars as decimal text: per million tokens of a
 * class, and per search; empty when unknown
 * @param priceFrom the first day of these prices; null when unknown
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param cooledUntil until when its quota group gets no calls; null when it is not
 * cooling down
 * @param live recent observations; null when there are none
 */
public record DeploymentFacts(String id, String provider, String model, List<String> aliases, @Nullable String region,
		boolean simulated, String quotaGroup, int window, int maxOutputTokens, List<String> inputs,
		List<String> capabilities, double rating, Map<String, String> prices, @Nullable LocalDate priceFrom,
		String breaker, @Nullable Instant cooledUntil, @Nullable Observed live) {

	/**
	 * The observations that routing uses. Older observations weigh less and eventually
	 * expire.
	 *
	 * @param successRate 0 to 1, a conservative estimate with few calls
	 * @param latencyMs mean duration of a response of the usual length, in milliseconds
	 * @param samples the weighted number of observed calls; null for operators who may
	 * not see all teams' calls
	 */
	public record Observed(double successRate, @Nullable Double latencyMs, @Nullable Double firstTokenMs,
			@Nullable Double tokensPerSecond, @Nullable Double samples) {
	}

}
