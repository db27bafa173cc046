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
 * What is still to come from now until a moment, growing step by step. Up to a week is
 * computed by hours, more by days.
 *
 * @param now when it begins
 * @param ends when each step ends, rising; the last is cut where the moment is
 * @param sums what has come by then, from now on
 */
record Remainder(Instant now, List<Instant> ends, List<Expected> sums) {

	private static final Duration BY_HOURS = Duration.ofDays(7);

	/**
	 * @return empty where too little is known for a forecast
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

	/** Of the step that is under way, only what is left of it counts. */
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

	/** Never below what came before. */
	private static Expected less(Expected sum, double gone, Expected before) {
		return new Expected(Math.max(before.value(), sum.value() - gone), Math.max(before.low80(), sum.low80() - gone),
				Math.max(before.high80(), sum.high80() - gone), Math.max(before.low95(), sum.low95() - gone),
				Math.max(before.high95(), sum.high95() - gone));
	}

	/** All that is still to come. */
	Expected total() {
		return this.sums.isEmpty() ? new Expected(0, 0, 0, 0, 0) : this.sums.getLast();
	}

	/**
	 * When an amount is reached; within a step, as if it came evenly. Null when it is not
	 * reached until the end.
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
