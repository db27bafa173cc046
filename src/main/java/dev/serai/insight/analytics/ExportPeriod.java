package dev.serai.insight.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

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

	/** Returns the period that a request names: 30 days up to now where it names none. */
	public static ExportPeriod of(Wanted wanted, Clock clock) {
		Instant end = (wanted.to() != null) ? wanted.to() : clock.instant();
		Instant start = (wanted.from() != null) ? wanted.from() : end.minus(USUAL);
		Parameters.inOrder(start, end);
		return new ExportPeriod(start, end, wanted.team());
	}

	/** What a request names. */
	public record Wanted(@Nullable Instant from, @Nullable Instant to, @Nullable UUID team) {
	}

}
