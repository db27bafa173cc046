package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A call as the API returns it. Amounts are decimal text; unknown ones are null.
 *
 * @param operation such as {@code chat}; null when it was not recorded
 * @param usage tokens by class, {@code searches}, and whether they are {@code estimated}
 */
public record CallFacts(UUID id, @Nullable String team, @Nullable String feature, @Nullable String session,
		@Nullable String tags, @Nullable String endUser, @Nullable String operation, @Nullable String modelRequested,
		@Nullable String policy, @Nullable String model, @Nullable String provider, @Nullable String deployment,
		boolean simulated, boolean stream, @Nullable String cache, String outcome, int status,
		@Nullable String errorCode, @Nullable String costUsd, String priceStatus, @Nullable String baselineUsd,
		@Nullable String savedUsd, Map<String, Object> usage, @Nullable Double firstTokenMs, double totalMs,
		@Nullable Double overheadMs, Instant at) {
}
