package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

import dev.serai.insight.analytics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Values in steps of time, without a hole between the steps. A value is 0 or more, or NaN
 * where nothing is known. Immutable.
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
	 * Values of hours.
	 * @param zone by whose clock days have their rhythm
	 * @param start of the first hour
	 */
	public static Series hours(ZoneId zone, Instant start, double[] values) {
		return new Series(Interval.HOUR, zone, Interval.HOUR.start(start, zone), checked(values));
	}

	/**
	 * Values of days, which have 23 to 25 hours.
	 * @param zone by whose clock they begin
	 * @param start of the first day
	 */
	public static Series days(ZoneId zone, Instant start, double[] values) {
		return new Series(Interval.DAY, zone, Interval.DAY.start(start, zone), checked(values));
	}

	/** Values of steps that follow no rhythm of day and week. */
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

	/** The first steps of it. */
	public Series first(int steps) {
		return new Series(this.interval, this.zone, this.start, Arrays.copyOf(this.values, steps));
	}

	/** Steps in the shorter rhythm, a day; 1 where there is none. */
	int dayLength() {
		return (this.interval == Interval.HOUR) ? HOURS : 1;
	}

	/** Steps in the longer rhythm, a week; 1 where there is none. */
	int weekLength() {
		return (this.interval == null) ? 1 : dayLength() * DAYS;
	}

	/** What a step is, for people. */
	String unit() {
		return (this.interval == null) ? "steps" : (this.interval == Interval.HOUR) ? "hours" : "days";
	}

	/**
	 * Where in the rhythms each step is, by the clock on the wall: after the clocks have
	 * changed, nine in the morning is still nine in the morning.
	 * @param count may go beyond the end of the series
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
	 * A step's place in the rhythms.
	 *
	 * @param inDay 0 to {@link #dayLength()} - 1
	 * @param inWeek 0 to {@link #weekLength()} - 1
	 */
	record Place(int inDay, int inWeek) {
	}

}
