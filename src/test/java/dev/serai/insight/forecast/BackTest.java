package dev.serai.insight.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

import dev.serai.insight.forecast.Forecast.Expected;

/**
 * Forecasts a series from many moments of it, each time knowing only what was before, and
 * holds the forecasts against what came.
 *
 * @param horizon steps ahead
 * @param from the first moment
 * @param stride steps between moments
 */
record BackTest(int horizon, int from, int stride) {

	/** How a forecast did. Parts are of 1. */
	static final class Score {

		private double came;

		private double off;

		private double sumCame;

		private double sumOff;

		private int steps;

		private int in80;

		private int in95;

		private int sums;

		private int sumIn80;

		private int sumIn95;

		/** Of single steps: the errors' sum by the values' sum, which stands zeros. */
		double error() {
			return this.off / this.came;
		}

		/** Of the sums over the whole horizon, likewise. */
		double sumError() {
			return this.sumOff / this.sumCame;
		}

		double covered80() {
			return (double) this.in80 / this.steps;
		}

		double covered95() {
			return (double) this.in95 / this.steps;
		}

		double sumCovered80() {
			return (double) this.sumIn80 / this.sums;
		}

		double sumCovered95() {
			return (double) this.sumIn95 / this.sums;
		}

		private void add(Series series, int origin, List<Expected> steps, Expected total) {
			double sum = 0;
			for (int i = 0; i < steps.size(); i++) {
				double value = series.value(origin + i);
				Expected said = steps.get(i);
				this.came += value;
				this.off += Math.abs(value - said.value());
				sum += value;
				this.steps++;
				this.in80 += inside(value, said.low80(), said.high80());
				this.in95 += inside(value, said.low95(), said.high95());
			}
			this.sumCame += sum;
			this.sumOff += Math.abs(sum - total.value());
			this.sums++;
			this.sumIn80 += inside(sum, total.low80(), total.high80());
			this.sumIn95 += inside(sum, total.low95(), total.high95());
		}

		private static int inside(double value, double low, double high) {
			double slack = 1e-9 * Math.max(1, value);
			return (value >= low - slack && value <= high + slack) ? 1 : 0;
		}

	}

	/** Of what Serai forecasts. */
	Score ofForecaster(List<Series> all) {
		Score score = new Score();
		for (Series series : all) {
			each(series, origin -> {
				Forecast forecast = new Forecaster().forecast(series.first(origin), this.horizon).orElseThrow();
				score.add(series, origin, forecast.steps(), forecast.sums().getLast());
			});
		}
		return score;
	}

	/** Of a plain rule. */
	Score of(List<Series> all, Rule rule) {
		Score score = new Score();
		for (Series series : all) {
			each(series, origin -> {
				double[] values = rule.ahead(series.first(origin), this.horizon);
				score.add(series, origin, Arrays.stream(values).mapToObj(BackTest::alone).toList(),
						alone(Arrays.stream(values).sum()));
			});
		}
		return score;
	}

	private void each(Series series, IntConsumer moment) {
		for (int origin = this.from; origin + this.horizon <= series.size(); origin += this.stride) {
			moment.accept(origin);
		}
	}

	private static Expected alone(double value) {
		return new Expected(value, value, value, value, value);
	}

	/** What takes no computing. */
	interface Rule {

		double[] ahead(Series known, int horizon);

		static Rule back(int steps) {
			return (known, horizon) -> {
				double[] values = new double[horizon];
				for (int i = 0; i < horizon; i++) {
					values[i] = known.value(known.size() - steps + i % steps);
				}
				return values;
			};
		}

		static Rule mean() {
			return (known, horizon) -> {
				double sum = 0;
				for (int i = 0; i < known.size(); i++) {
					sum += known.value(i);
				}
				double[] values = new double[horizon];
				Arrays.fill(values, sum / known.size());
				return values;
			};
		}

	}

}
