package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.List;

import dev.serai.insight.forecast.Series.Place;

/**
 * A model's backtest: its forecasts at past origins and their errors.
 *
 * @param model its name
 * @param paths the forecast from each origin, in their order
 * @param loss the relative error of single steps and of their sums; 0 is perfect
 */
record Trial(String model, List<double[]> paths, double loss) {

	/** Backtests a model on a series. */
	static Trial of(Model model, Past past) {
		List<double[]> paths = new ArrayList<>();
		Series series = past.series();
		int next = 0;
		for (int origin : past.origins()) {
			for (; next < origin; next++) {
				learn(model, series.value(next), past.places()[next]);
			}
			paths.add(model.ahead(past.placesFrom(origin)));
		}
		return of(model.name(), paths, past);
	}

	/**
	 * Returns the mean of several models' forecasts, which is often better than the best
	 * single one.
	 */
	static Trial mean(List<Trial> several, Past past) {
		List<double[]> paths = new ArrayList<>();
		for (int i = 0; i < past.origins().length; i++) {
			double[] mean = new double[several.getFirst().paths().get(i).length];
			for (Trial trial : several) {
				double[] path = trial.paths().get(i);
				for (int j = 0; j < mean.length; j++) {
					mean[j] += path[j] / several.size();
				}
			}
			paths.add(mean);
		}
		List<String> names = several.stream().map(Trial::model).distinct().toList();
		return of((names.size() == 1) ? names.getFirst() : "mean of: " + String.join("; ", names), paths, past);
	}

	private static Trial of(String model, List<double[]> paths, Past past) {
		double came = 0;
		double off = 0;
		double sumsOff = 0;
		for (int i = 0; i < paths.size(); i++) {
			double sum = 0;
			double[] path = paths.get(i);
			for (int j = 0; j < path.length; j++) {
				double value = past.series().value(past.origins()[i] + j);
				if (!Double.isNaN(value)) {
					came += value;
					off += Math.abs(value - path[j]);
					sum += value - path[j];
				}
			}
			sumsOff += Math.abs(sum);
		}
		double loss = (off + sumsOff == 0) ? 0 : (off + sumsOff) / Math.max(came, Double.MIN_NORMAL);
		return new Trial(model, paths, loss);
	}

	static void learn(Model model, double value, Place place) {
		if (!Double.isNaN(value)) {
			model.learn(value, place);
		}
	}

}
