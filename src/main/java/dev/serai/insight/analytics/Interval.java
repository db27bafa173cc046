package dev.serai.insight.analytics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The interval of a time series. Days, weeks (from Monday) and months follow a time zone,
 * hours follow UTC.
 */
public enum Interval {

	HOUR, DAY, WEEK, MONTH;

	/** Returns the approximate length in hours. */
	int hours() {
		return switch (this) {
			case HOUR -> 1;
			case DAY -> 24;
			case WEEK -> 7 * 24;
			case MONTH -> 30 * 24;
		};
	}

	/** Returns the start of the interval that contains a moment. */
	public Instant start(Instant moment, ZoneId zone) {
		if (this == HOUR) {
			return moment.truncatedTo(ChronoUnit.HOURS);
		}
		return date(moment, zone).atStartOfDay(zone).toInstant();
	}

	/** Returns the interval's first day in the zone. */
	private LocalDate date(Instant moment, ZoneId zone) {
		LocalDate day = LocalDate.ofInstant(moment, zone);
		return switch (this) {
			case HOUR, DAY -> day;
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
		};
	}

	/** Returns the start of the next interval after the one that contains a moment. */
	public Instant next(Instant moment, ZoneId zone) {
		if (this == HOUR) {
			return start(moment, zone).plus(1, ChronoUnit.HOURS);
		}
		// By dates: where clocks go forward at midnight, the day starts at one o'clock.
		LocalDate start = date(moment, zone);
		LocalDate next = switch (this) {
			case HOUR, DAY -> start.plusDays(1);
			case WEEK -> start.plusWeeks(1);
			case MONTH -> start.plusMonths(1);
		};
		return next.atStartOfDay(zone).toInstant();
	}

}
