package dev.serai.gateway.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** How often a budget begins anew, by a clock on a wall. */
public enum Period {

	/** From midnight to midnight. */
	DAY,
	/** From Monday to Monday. */
	WEEK,
	/** From the first to the first. */
	MONTH,
	/** Never. */
	TOTAL;

	private static final Window EVER = new Window(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

	/**
	 * The window that holds a moment. Windows neither overlap nor leave a gap, whatever
	 * the clocks do: a day begins with its first moment, which is later than midnight
	 * where a clock was put forward then.
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
