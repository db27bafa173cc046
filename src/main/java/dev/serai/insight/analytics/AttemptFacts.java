package dev.serai.insight.analytics;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the API tells of an attempt.
 *
 * @param startedMs after the call was received
 * @param serviceTier in which the provider said that it served; null when it did not say
 */
public record AttemptFacts(int number, String deployment, String provider, String model, boolean simulated,
		String outcome, int status, @Nullable String failureKind, @Nullable String failure, @Nullable String costUsd,
		String priceStatus, Map<String, Object> usage, double startedMs, @Nullable Double firstTokenMs, double totalMs,
		@Nullable Long retryAfterMs, @Nullable String serviceTier) {
}
