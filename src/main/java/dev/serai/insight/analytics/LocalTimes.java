package dev.serai.insight.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Formats times of a zone for spreadsheets, which read them as dates, and for the names
 * of their files.
 */
public record LocalTimes(ZoneId zone) {

	private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

	/**
	 * @param zone UTC when null
	 */
	public static LocalTimes of(@Nullable ZoneId zone) {
		return new LocalTimes((zone != null) ? zone : ZoneId.of("UTC"));
	}

	public String second(Instant at) {
		return SECOND.format(at.atZone(this.zone));
	}

	/** Returns the start of an interval: with the minute for hours, else the day. */
	public String start(Instant at, Interval interval) {
		return (interval == Interval.HOUR) ? MINUTE.format(at.atZone(this.zone)) : day(at).toString();
	}

	public LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, this.zone);
	}

	/**
	 * Returns the name of a CSV file with the days of its period.
	 * @param to exclusive
	 */
	public String file(String what, Instant from, Instant to) {
		LocalDate first = day(from);
		LocalDate last = from.isBefore(to) ? day(to.minusNanos(1)) : first;
		return what + "-" + first + (first.equals(last) ? "" : "-to-" + last) + ".csv";
	}

}
