package dev.serai.insight.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The period and team of an export.
 *
 * @param from inclusive
 * @param to exclusive
 * @param team null for all teams
 */
public record ExportPeriod(Instant from, Instant to, @Nullable UUID team) {

	private static final Duration USUAL = Duration.ofDays(30);

	/**
	 * Reads the parameters {@code from}, {@code to} and {@code team}. {@code to} defaults
	 * to now, {@code from} to 30 days earlier.
	 */
	public static ExportPeriod of(Function<String, @Nullable String> parameters, Clock clock) {
		Instant to = Parameters.moment("to", parameters.apply("to"));
		Instant end = (to != null) ? to : clock.instant();
		Instant from = Parameters.moment("from", parameters.apply("from"));
		Instant start = (from != null) ? from : end.minus(USUAL);
		Parameters.inOrder(start, end);
		return new ExportPeriod(start, end, Parameters.uuid("team", parameters.apply("team")));
	}

}
