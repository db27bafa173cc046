package dev.serai.insight.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import dev.serai.insight.analytics.Interval;
import dev.serai.insight.forecast.Forecast.Expected;
import org.jspecify.annotations.Nullable;

/**
 * The forecast from now until a moment, as a cumulative sum. Up to a week uses hourly
 * steps, longer times daily ones.
 *
 * @param now the start
 * @param ends the end of each step, ascending; the last step is cut at the moment
 * @param sums the cumulative sum from now to the end of each step
 */
record Remainder(Instant now, List<Instant> ends, List<Expected> sums) {

	private static final Duration BY_HOURS = Duration.ofDays(7);

	/**
	 * @return empty with too little history for a forecast
	 */
	static Optional<Remainder> of(Usage usage, Measure measure, ZoneId zone, Instant now, Instant until) {
		Interval interval = (Duration.between(now, until).compareTo(BY_HOURS) <= 0) ? Interval.HOUR : Interval.DAY;
		History history = History.of(usage, measure, interval, zone, now);
		int steps = 0;
		List<Instant> ends = new ArrayList<>();
		for (Instant at = history.end(); at.isBefore(until); steps++) {
			at = interval.next(at, zone);
			ends.add(at);
		}
		int horizon = Math.max(1, steps);
		return history.series()
			.flatMap(series -> new Forecaster().forecast(series, horizon))
			.map(forecast -> new Remainder(now, ends, rest(forecast, history.end(), ends, now)));
	}

	/** Counts only the remaining part of the current step. */
	private static List<Expected> rest(Forecast forecast, Instant start, List<Instant> ends, Instant now) {
		if (ends.isEmpty()) {
			return List.of();
		}
		double gone = (double) start.until(now, ChronoUnit.MILLIS) / start.until(ends.getFirst(), ChronoUnit.MILLIS);
		Expected first = forecast.steps().getFirst();
		List<Expected> rest = new ArrayList<>();
		for (Expected sum : forecast.sums().subList(0, ends.size())) {
			rest.add(rest.isEmpty() ? times(first, 1 - gone) : less(sum, gone * first.value(), rest.getLast()));
		}
		return rest;
	}

	private static Expected times(Expected step, double part) {
		return new Expected(step.value() * part, step.low80() * part, step.high80() * part, step.low95() * part,
				step.high95() * part);
	}

	/** Subtracts the past part; the result is never below the previous one. */
	private static Expected less(Expected sum, double gone, Expected before) {
		return new Expected(Math.max(before.value(), sum.value() - gone), Math.max(before.low80(), sum.low80() - gone),
				Math.max(before.high80(), sum.high80() - gone), Math.max(before.low95(), sum.low95() - gone),
				Math.max(before.high95(), sum.high95() - gone));
	}

	/** Returns the forecast of the whole remaining time. */
	Expected total() {
		return this.sums.isEmpty() ? new Expected(0, 0, 0, 0, 0) : this.sums.getLast();
	}

	/**
	 * Returns when the sum reaches an amount, interpolated linearly within a step; null
	 * when it does not.
	 */
	@Nullable Instant reaches(double amount, ToDoubleFunction<Expected> bound) {
		double before = 0;
		Instant start = this.now;
		for (int i = 0; i < this.sums.size(); i++) {
			double after = bound.applyAsDouble(this.sums.get(i));
			Instant end = this.ends.get(i);
			if (after >= amount) {
				double part = (after > before) ? Math.max(0, amount - before) / (after - before) : 0;
				return start.plusMillis((long) (part * start.until(end, ChronoUnit.MILLIS)))
					.truncatedTo(ChronoUnit.SECONDS);
			}
			before = after;
			start = end;
		}
		return null;
	}

}
