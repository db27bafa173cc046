package dev.serai.insight.live;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A deployment as it stands now, on this node.
 *
 * @param simulated whether a simulator stands in for its provider
 * @param quotaGroup deployments of one group share an account's limits
 * @param window tokens that request and answer may have together
 * @param inputs what a request may hold
 * @param capabilities what the model can do
 * @param rating of the quality of its answers, 0 to 1
 * @param prices that hold today, US dollars as decimal text: for a million tokens of a
 * class, and for one search; empty when nobody knows
 * @param priceFrom the first day on which they hold; null when nobody knows
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param cooledUntil until when its quota group is left alone; null when it is not
 * @param live what was lately observed; null when nothing was
 */
public record DeploymentFacts(String id, String provider, String model, List<String> aliases, @Nullable String region,
		boolean simulated, String quotaGroup, int window, int maxOutputTokens, List<String> inputs,
		List<String> capabilities, double rating, Map<String, String> prices, @Nullable LocalDate priceFrom,
		String breaker, @Nullable Instant cooledUntil, @Nullable Observed live) {

	/**
	 * What routing goes by: older observations count less, and none for ever.
	 *
	 * @param successRate 0 to 1, cautious where there are few calls
	 * @param latencyMs mean time of a whole answer of its usual length
	 * @param samples how many calls these rest on, older ones counting less; null for who
	 * may not see all teams' calls
	 */
	public record Observed(double successRate, @Nullable Double latencyMs, @Nullable Double firstTokenMs,
			@Nullable Double tokensPerSecond, @Nullable Double samples) {
	}

}
