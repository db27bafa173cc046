package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.serai.insight.forecast.Forecast.Expected;

/**
 * Forecasts a series. Backtests each model for which the series is long enough at many
 * origins in the second half of the series. Uses the model with the smallest error, or
 * the mean of the three best if that is better. The bands come from the errors of the
 * backtest. Deterministic: the same series gives the same forecast.
 */
public final class Forecaster {

	/** The minimum length of a series, in steps. */
	public static final int FEWEST = 3;

	/**
	 * A model replaces a simpler one only if its error is below this part of the simpler
	 * model's.
	 */
	private static final double BETTER = 0.98;

	private static final int BLENDED = 3;

	/**
	 * @param horizon the number of steps to forecast, 1 or more
	 * @return empty for fewer than {@link #FEWEST} values
	 */
	public Optional<Forecast> forecast(Series series, int horizon) {
		double usual = usual(series);
		if (Double.isNaN(usual)) {
			return Optional.empty();
		}
		Past past = Past.of(series, horizon);
		int start = past.origins()[0];
		List<Model> models = Models.of(series).stream().filter(model -> model.needs() <= start).toList();
		List<Trial> trials = models.stream().map(model -> Trial.of(model, past)).toList();
		List<Integer> best = best(trials);
		Trial blend = Trial.mean(best.stream().map(trials::get).toList(), past);
		List<Integer> chosen = best.subList(0, 1);
		Trial trial = trials.get(best.getFirst());
		if (blend.loss() < BETTER * trial.loss()) {
			chosen = best;
			trial = blend;
		}
		double[] values = ahead(chosen.stream().map(models::get).toList(), past);
		double[] sums = values.clone();
		double[] scales = new double[horizon];
		double[] sumScales = new double[horizon];
		for (int i = 0; i < horizon; i++) {
			scales[i] = Errors.scale(values[i], usual);
			sumScales[i] = scales[i] + ((i > 0) ? sumScales[i - 1] : 0);
			sums[i] += (i > 0) ? sums[i - 1] : 0;
		}
		List<Expected> steps = Bands.of(values, scales, Errors.of(trial, past, usual, false), series.weekLength());
		List<Expected> totals = Bands.ofSums(sums, sumScales, Errors.of(trial, past, usual, true));
		return Optional.of(new Forecast(trial.model(), steps, totals));
	}

	/** Returns the mean of the known values; NaN with too few. */
	private static double usual(Series series) {
		double sum = 0;
		int known = 0;
		for (int i = 0; i < series.size(); i++) {
			if (!Double.isNaN(series.value(i))) {
				sum += series.value(i);
				known++;
			}
		}
		return (known < FEWEST) ? Double.NaN : sum / known;
	}

	/**
	 * Returns model indexes, best first; a simpler model comes before a hardly better
	 * one.
	 */
	private static List<Integer> best(List<Trial> trials) {
		List<Integer> order = new ArrayList<>();
		int first = 0;
		for (int i = 1; i < trials.size(); i++) {
			if (trials.get(i).loss() < BETTER * trials.get(first).loss()) {
				first = i;
			}
		}
		order.add(first);
		int taken = first;
		IntStream.range(0, trials.size())
			.filter(i -> i != taken)
			.boxed()
			.sorted(Comparator.comparingDouble(i -> trials.get(i).loss()))
			.limit(BLENDED - 1L)
			.forEach(order::add);
		return order;
	}

	private static double[] ahead(List<Model> chosen, Past past) {
		double[] mean = new double[past.horizon()];
		for (Model model : chosen) {
			for (int i = past.origins()[past.origins().length - 1]; i < past.series().size(); i++) {
				Trial.learn(model, past.series().value(i), past.places()[i]);
			}
			double[] ahead = model.ahead(past.placesAhead());
			for (int i = 0; i < mean.length; i++) {
				mean[i] += ahead[i] / chosen.size();
			}
		}
		return mean;
	}

}
