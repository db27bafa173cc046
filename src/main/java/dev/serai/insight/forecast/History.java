package dev.serai.insight.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageSum;
import org.jspecify.annotations.Nullable;

/**
 * The past values of a measure, in whole hours or days up to the current one.
 *
 * @param interval hours or days
 * @param at the start of each step
 * @param end the end of the last whole step
 * @param since the time of the first matching call; null when there is none
 */
record History(Interval interval, ZoneId zone, List<Instant> at, double[] values, Instant end,
		@Nullable Instant since) {

	/** The history of hourly forecasts, in days: five weeks. */
	private static final int DAYS_OF_HOURS = 35;

	/** The history of daily forecasts, in days: half a year. */
	private static final int DAYS = 182;

	/** The minimum age of the first call, in days. */
	private static final int FEWEST_DAYS = 3;

	/** The history from which on weekly patterns are recognised, in days. */
	private static final int ENOUGH_DAYS = 14;

	static History of(Usage usage, Measure measure, Interval interval, ZoneId zone, Instant now) {
		Instant end = interval.start(now, zone);
		int days = (interval == Interval.HOUR) ? DAYS_OF_HOURS : DAYS;
		Instant from = interval.start(end.atZone(zone).minusDays(days).toInstant(), zone);
		List<UsageSum> sums = usage.sums(from, now, interval, zone)
			.stream()
			.filter(sum -> !Double.isNaN(measure.of(sum.measures())))
			.toList();
		Instant since = sums.isEmpty() ? null : sums.getFirst().at();
		List<Instant> at = new ArrayList<>();
		if (since != null) {
			// The step of the first call is incomplete.
			Instant first = since.equals(from) ? from : interval.next(since, zone);
			for (Instant step = first; step.isBefore(end); step = interval.next(step, zone)) {
				at.add(step);
			}
		}
		return new History(interval, zone, at, values(at, sums, measure), end, since);
	}

	private static double[] values(List<Instant> at, List<UsageSum> sums, Measure measure) {
		double[] values = new double[at.size()];
		int next = 0;
		for (int i = 0; i < values.length; i++) {
			while (next < sums.size() && at(sums.get(next)).isBefore(at.get(i))) {
				next++;
			}
			boolean there = next < sums.size() && at(sums.get(next)).equals(at.get(i));
			values[i] = there ? measure.of(sums.get(next).measures()) : measure.ofNothing();
		}
		return values;
	}

	private static Instant at(UsageSum sum) {
		return (sum.at() != null) ? sum.at() : Instant.EPOCH;
	}

	/** Returns the series if it is long enough for a forecast. */
	Optional<Series> series() {
		if (this.at.isEmpty() || days() < FEWEST_DAYS) {
			return Optional.empty();
		}
		return Optional.of((this.interval == Interval.HOUR) ? Series.hours(this.zone, this.at.getFirst(), this.values)
				: Series.days(this.zone, this.at.getFirst(), this.values));
	}

	/** Returns a note on the forecast for its reader; null when there is none. */
	@Nullable String note() {
		if (this.since == null) {
			return "There are no calls yet. A forecast needs 3 whole days of calls.";
		}
		if (days() < FEWEST_DAYS) {
			return "There are calls since " + this.since.truncatedTo(ChronoUnit.MINUTES)
					+ ". A forecast needs 3 whole days of calls.";
		}
		if (days() < ENOUGH_DAYS) {
			return "There are only " + days()
					+ " whole days of calls, too few for weekly patterns, so the ranges are wide.";
		}
		return null;
	}

	private long days() {
		return this.at.isEmpty() ? 0 : (this.interval == Interval.DAY) ? this.at.size()
				: Duration.between(this.at.getFirst(), this.end).toDays();
	}

	/** Returns the starts of the next steps. */
	List<Instant> ahead(int steps) {
		List<Instant> ahead = new ArrayList<>();
		Instant step = this.end;
		for (int i = 0; i < steps; i++) {
			ahead.add(step);
			step = this.interval.next(step, this.zone);
		}
		return ahead;
	}

}
