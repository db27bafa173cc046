package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.platform.error.CallRefused;
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
		@Nullable Double minMs) {

	/** The names of the filter parameters. */
	public static final Set<String> PARAMETERS = Set.of("team", "teamId", "key", "model", "provider", "outcome",
			"status", "feature", "policy", "operation", "tag", "session", "endUser", "from", "to", "minUsd", "minMs");

	/** A filter that matches all calls. */
	public static final CallFilter ALL = read(name -> null);

	/**
	 * @param parameters returns a raw parameter by its name
	 * @throws CallRefused 400 that names the invalid parameter
	 */
	public static CallFilter read(Function<String, @Nullable String> parameters) {
		String outcome = parameters.apply("outcome");
		return new CallFilter(parameters.apply("team"), Parameters.uuid("teamId", parameters.apply("teamId")),
				Parameters.uuid("key", parameters.apply("key")), parameters.apply("model"),
				parameters.apply("provider"), (outcome != null) ? outcome.toLowerCase(Locale.ROOT) : null,
				status(parameters.apply("status")), parameters.apply("feature"), parameters.apply("policy"),
				parameters.apply("operation"), parameters.apply("tag"), parameters.apply("session"),
				parameters.apply("endUser"), Parameters.moment("from", parameters.apply("from")),
				Parameters.moment("to", parameters.apply("to")),
				Parameters.amount("minUsd", parameters.apply("minUsd")), minMs(parameters.apply("minMs")));
	}

	private static @Nullable Integer status(@Nullable String text) {
		BigDecimal status = Parameters.amount("status", text);
		if (status == null) {
			return null;
		}
		if (status.compareTo(BigDecimal.valueOf(999)) > 0 || status.stripTrailingZeros().scale() > 0) {
			throw Parameters.invalid("status", "'status' must be an HTTP status like 502.");
		}
		return status.intValue();
	}

	private static @Nullable Double minMs(@Nullable String text) {
		BigDecimal milliseconds = Parameters.amount("minMs", text);
		return (milliseconds != null) ? (Double) milliseconds.doubleValue() : null;
	}

}
