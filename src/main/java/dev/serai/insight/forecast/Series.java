package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

import dev.serai.insight.analytics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A series of values without missing steps. A value is 0 or more, or NaN when unknown.
 * Immutable.
 */
public final class Series {

	private static final int HOURS = 24;

	private static final int DAYS = 7;

	private final @Nullable Interval interval;

	private final ZoneId zone;

	private final Instant start;

	private final double[] values;

	private Series(@Nullable Interval interval, ZoneId zone, Instant start, double[] values) {
		this.interval = interval;
		this.zone = zone;
		this.start = start;
		this.values = values;
	}

	/**
	 * Creates a series of hourly values.
	 * @param zone the time zone of daily patterns
	 * @param start the start of the first hour
	 */
	public static Series hours(ZoneId zone, Instant start, double[] values) {
		return new Series(Interval.HOUR, zone, Interval.HOUR.start(start, zone), checked(values));
	}

	/**
	 * Creates a series of daily values; days have 23 to 25 hours.
	 * @param zone the time zone of the days
	 * @param start the start of the first day
	 */
	public static Series days(ZoneId zone, Instant start, double[] values) {
		return new Series(Interval.DAY, zone, Interval.DAY.start(start, zone), checked(values));
	}

	/** Creates a series without daily and weekly patterns. */
	public static Series plain(double[] values) {
		return new Series(null, ZoneId.of("UTC"), Instant.EPOCH, checked(values));
	}

	private static double[] checked(double[] values) {
		for (double value : values) {
			if (value < 0 || Double.isInfinite(value)) {
				throw new IllegalArgumentException("A value must be 0 or more, not " + value);
			}
		}
		return values.clone();
	}

	public int size() {
		return this.values.length;
	}

	public double value(int step) {
		return this.values[step];
	}

	/** Returns the first steps of the series. */
	public Series first(int steps) {
		return new Series(this.interval, this.zone, this.start, Arrays.copyOf(this.values, steps));
	}

	/** Returns the steps in a day; 1 without a daily pattern. */
	int dayLength() {
		return (this.interval == Interval.HOUR) ? HOURS : 1;
	}

	/** Returns the steps in a week; 1 without a weekly pattern. */
	int weekLength() {
		return (this.interval == null) ? 1 : dayLength() * DAYS;
	}

	/** Returns the name of a step for people. */
	String unit() {
		return (this.interval == null) ? "steps" : (this.interval == Interval.HOUR) ? "hours" : "days";
	}

	/**
	 * Returns the position of each step in the patterns, by local time: nine in the
	 * morning stays nine in the morning when clocks change.
	 * @param count may exceed the length of the series
	 */
	Place[] places(int count) {
		Place[] places = new Place[count];
		Instant at = this.start;
		for (int i = 0; i < count; i++) {
			if (this.interval == null) {
				places[i] = new Place(0, 0);
				continue;
			}
			ZonedDateTime local = at.atZone(this.zone);
			int hour = (this.interval == Interval.HOUR) ? local.getHour() : 0;
			places[i] = new Place(hour, (local.getDayOfWeek().getValue() - 1) * dayLength() + hour);
			at = this.interval.next(at, this.zone);
		}
		return places;
	}

	/**
	 * A step's position in the patterns.
	 *
	 * @param inDay 0 to {@link #dayLength()} - 1
	 * @param inWeek 0 to {@link #weekLength()} - 1
	 */
	record Place(int inDay, int inWeek) {
	}

}
