package dev.serai.insight.compliance;

import java.time.Duration;
import java.time.Instant;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * A report's period.
 *
 * @param to exclusive
 */
public record Period(Instant from, Instant to) {

	private static final Duration USUAL = Duration.ofDays(30);

	private static final Duration LONGEST = Duration.ofDays(400);

	/**
	 * Returns the period that a request names.
	 * @param from null means 30 days before the end
	 * @param to null means now
	 * @throws CallRefused 400 that names the invalid parameter
	 */
	static Period of(@Nullable Instant from, @Nullable Instant to, Instant now) {
		Instant end = (to != null) ? to : now;
		Instant start = (from != null) ? from : end.minus(USUAL);
		if (!start.isBefore(end)) {
			throw ApiError.invalid("to", "'to' must be after 'from'.").refused();
		}
		if (Duration.between(start, end).compareTo(LONGEST) > 0) {
			throw ApiError.invalid("from", "A report is about " + LONGEST.toDays() + " days at the most.").refused();
		}
		return new Period(start, end);
	}

}
