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
 * Which calls are wanted; null wants all.
 *
 * @param team the team's name when the call was made
 * @param outcome in lower case
 * @param operation as it is recorded, such as {@code chat}
 * @param tag one of the call's tags, whole
 * @param from when the calls were received, at the earliest
 * @param to not included
 * @param minUsd what they cost, at the least
 * @param minMs how long they took, at the least
 */
public record CallFilter(@Nullable String team, @Nullable UUID teamId, @Nullable UUID key, @Nullable String model,
		@Nullable String provider, @Nullable String outcome, @Nullable Integer status, @Nullable String feature,
		@Nullable String policy, @Nullable String operation, @Nullable String tag, @Nullable String session,
		@Nullable String endUser, @Nullable Instant from, @Nullable Instant to, @Nullable BigDecimal minUsd,
		@Nullable Double minMs) {

	/** The parameters by which calls can be chosen. */
	public static final Set<String> PARAMETERS = Set.of("team", "teamId", "key", "model", "provider", "outcome",
			"status", "feature", "policy", "operation", "tag", "session", "endUser", "from", "to", "minUsd", "minMs");

	/** All calls. */
	public static final CallFilter ALL = read(name -> null);

	/**
	 * @param parameters gives them by their names, as they were sent
	 * @throws CallRefused 400 that names what cannot be read
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
