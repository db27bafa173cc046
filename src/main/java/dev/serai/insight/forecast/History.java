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
 * What is known of a measure, in whole hours or days until the one that is under way.
 *
 * @param interval hours or days
 * @param at when each step begins
 * @param end of the last whole step
 * @param since when the first call came that was asked for; null when there is none
 */
record History(Interval interval, ZoneId zone, List<Instant> at, double[] values, Instant end,
		@Nullable Instant since) {

	/** What hours are looked back on: five weeks. */
	private static final int DAYS_OF_HOURS = 35;

	/** What days are looked back on: half a year. */
	private static final int DAYS = 182;

	/** So long must calls have been there. */
	private static final int FEWEST_DAYS = 3;

	/** From then on a week can be told from another. */
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
			// The step in which calls began is not a whole one.
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

	/** The series, where it is long enough for a forecast. */
	Optional<Series> series() {
		if (this.at.isEmpty() || days() < FEWEST_DAYS) {
			return Optional.empty();
		}
		return Optional.of((this.interval == Interval.HOUR) ? Series.hours(this.zone, this.at.getFirst(), this.values)
				: Series.days(this.zone, this.at.getFirst(), this.values));
	}

	/** What a reader should know of the forecast; null when nothing. */
	@Nullable String note() {
		if (this.since == null) {
			return "There are no calls yet. A forecast needs three whole days of them.";
		}
		if (days() < FEWEST_DAYS) {
			return "There are calls since " + this.since.truncatedTo(ChronoUnit.MINUTES)
					+ ". A forecast needs three whole days of them.";
		}
		if (days() < ENOUGH_DAYS) {
			return "There are only " + days()
					+ " whole days of calls: weekdays cannot be told apart yet, and the bands are wide.";
		}
		return null;
	}

	private long days() {
		return this.at.isEmpty() ? 0 : (this.interval == Interval.DAY) ? this.at.size()
				: Duration.between(this.at.getFirst(), this.end).toDays();
	}

	/** The steps that follow. */
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
