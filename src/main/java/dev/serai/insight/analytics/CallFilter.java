package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Selects calls; a null field matches all.
 *
 * @param team the team's name when the call was made
 * @param outcome in lower case
 * @param operation as it is recorded, such as {@code chat}
 * @param tag one of the call's tags, compared as a whole
 * @param from the earliest time at which calls were received
 * @param to the end of that time, exclusive
 * @param minUsd the minimum cost, in US dollars
 * @param minMs the minimum duration, in milliseconds
 */
public record CallFilter(@Nullable String team, @Nullable UUID teamId, @Nullable UUID key, @Nullable String model,
		@Nullable String provider, @Nullable String outcome, @Nullable Integer status, @Nullable String feature,
		@Nullable String policy, @Nullable String operation, @Nullable String tag, @Nullable String session,
		@Nullable String endUser, @Nullable Instant from, @Nullable Instant to, @Nullable BigDecimal minUsd,
		@Nullable BigDecimal minMs) {

	/** A filter that matches all calls. */
	public static final CallFilter ALL = new CallFilter(null, null, null, null, null, null, null, null, null, null,
			null, null, null, null, null, null, null);

	public CallFilter {
		outcome = (outcome != null) ? outcome.toLowerCase(Locale.ROOT) : null;
	}

}
