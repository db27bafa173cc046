package dev.serai.gateway.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** The period of a budget, in the time zone of its owner. */
public enum Period {

	/** From midnight to midnight. */
	DAY,
	/** From Monday to Monday. */
	WEEK,
	/** From the first to the first. */
	MONTH,
	/** No period: a single window that never ends. */
	TOTAL;

	private static final Window EVER = new Window(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

	/**
	 * Returns the window that contains a moment. Windows neither overlap nor leave a gap
	 * when clocks change: a day begins with its first moment, which is later than
	 * midnight where the clock was put forward at midnight.
	 */
	public Window window(Instant at, ZoneId zone) {
		if (this == TOTAL) {
			return EVER;
		}
		LocalDate day = LocalDate.ofInstant(at, zone);
		LocalDate first = switch (this) {
			case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case MONTH -> day.withDayOfMonth(1);
			default -> day;
		};
		LocalDate next = switch (this) {
			case WEEK -> first.plusWeeks(1);
			case MONTH -> first.plusMonths(1);
			default -> first.plusDays(1);
		};
		return new Window(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
	}

}
