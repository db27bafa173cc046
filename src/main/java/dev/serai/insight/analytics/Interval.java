package dev.serai.insight.analytics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The steps of a series. Days, weeks (from Monday) and months begin by the clock of a
 * time zone, hours by UTC.
 */
public enum Interval {

	HOUR, DAY, WEEK, MONTH;

	/** How many hours it has, roughly. */
	int hours() {
		return switch (this) {
			case HOUR -> 1;
			case DAY -> 24;
			case WEEK -> 7 * 24;
			case MONTH -> 30 * 24;
		};
	}

	/** The beginning of the interval that holds a moment. */
	public Instant start(Instant moment, ZoneId zone) {
		if (this == HOUR) {
			return moment.truncatedTo(ChronoUnit.HOURS);
		}
		return date(moment, zone).atStartOfDay(zone).toInstant();
	}

	/** The first day of the interval, by the zone's clock. */
	private LocalDate date(Instant moment, ZoneId zone) {
		LocalDate day = LocalDate.ofInstant(moment, zone);
		return switch (this) {
			case HOUR, DAY -> day;
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
		};
	}

	/** The beginning of the interval after the one that holds a moment. */
	public Instant next(Instant moment, ZoneId zone) {
		if (this == HOUR) {
			return start(moment, zone).plus(1, ChronoUnit.HOURS);
		}
		// By dates: where clocks go forward at midnight, a day begins at one o'clock.
		LocalDate start = date(moment, zone);
		LocalDate next = switch (this) {
			case HOUR, DAY -> start.plusDays(1);
			case WEEK -> start.plusWeeks(1);
			case MONTH -> start.plusMonths(1);
		};
		return next.atStartOfDay(zone).toInstant();
	}

}
