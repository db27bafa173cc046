package dev.serai.insight.analytics;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An attempt as the API returns it.
 *
 * @param startedMs milliseconds after the call was received
 * @param serviceTier the service tier that the provider reported; null when it reported
 * none
 */
public record AttemptFacts(int number, String deployment, String provider, String model, boolean simulated,
		String outcome, int status, @Nullable String failureKind, @Nullable String failure, @Nullable String costUsd,
		String priceStatus, Map<String, Object> usage, double startedMs, @Nullable Double firstTokenMs, double totalMs,
		@Nullable Long retryAfterMs, @Nullable String serviceTier) {
}
