package dev.serai.insight.compliance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

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

	/** The earliest accepted time, before Serai existed. */
	private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

	/**
	 * Parses raw parameters: a date (UTC) or a date and time with offset.
	 * @param from null means 30 days before the end
	 * @param to null means now
	 * @throws CallRefused 400 that names the invalid parameter
	 */
	static Period of(@Nullable String from, @Nullable String to, Instant now) {
		Instant end = (to != null) ? moment("to", to) : now;
		Instant start = (from != null) ? moment("from", from) : end.minus(USUAL);
		if (!start.isBefore(end)) {
			throw ApiError.invalid("to", "'to' must be after 'from'.").refused();
		}
		if (Duration.between(start, end).compareTo(LONGEST) > 0) {
			throw ApiError.invalid("from", "A report is about " + LONGEST.toDays() + " days at the most.").refused();
		}
		return new Period(start, end);
	}

	private static Instant moment(String param, String text) {
		try {
			Instant moment = (text.length() == "2027-01-31".length())
					? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
					: OffsetDateTime.parse(text).toInstant();
			if (!moment.isBefore(EARLIEST) && moment.isBefore(EARLIEST.plus(Duration.ofDays(36_500)))) {
				return moment;
			}
		}
		catch (DateTimeException ex) {
			// Reported below, like any other invalid time.
		}
		throw ApiError
			.invalid(param,
					"'" + param + "' must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z, from 2020 on.")
			.refused();
	}

}
