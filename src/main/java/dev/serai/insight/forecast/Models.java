package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Creates the models to test, simplest first. */
final class Models {

	private Models() {
	}

	/**
	 * @param series determines the seasonality and the number of models
	 */
	static List<Model> of(Series series) {
		List<Supplier<Model>> all = new ArrayList<>();
		Rhythm none = Rhythm.none(series);
		int week = Math.max(7, series.weekLength());
		all.add(() -> new Usual(none, 1, false));
		all.add(() -> new Usual(none, week, false));
		all.add(() -> new Usual(none, 4 * week, false));
		all.add(() -> new Usual(none, week, true));
		smoothing(all, none);
		if (series.dayLength() > 1) {
			Rhythm day = Rhythm.day(series);
			all.add(() -> new Usual(none, series.dayLength(), false));
			all.add(() -> new Usual(day, 1, false));
			all.add(() -> new Usual(day, 7, false));
			all.add(() -> new Usual(day, 7, true));
			all.add(() -> new Shaped(day, 7, series.dayLength() / 2));
			all.add(() -> new Shaped(day, 7, 2 * series.dayLength()));
			smoothing(all, day);
		}
		if (series.weekLength() > 1) {
			Rhythm rhythm = Rhythm.week(series);
			all.add(() -> new Usual(rhythm, 1, false));
			all.add(() -> new Usual(rhythm, 4, false));
			all.add(() -> new Usual(rhythm, 4, true));
			all.add(() -> new Shaped(rhythm, 4, series.dayLength() * 2));
			all.add(() -> new Shaped(rhythm, 4, series.weekLength()));
			smoothing(all, rhythm);
		}
		return all.stream().map(Supplier::get).filter(model -> model.needs() < series.size()).toList();
	}

	private static void smoothing(List<Supplier<Model>> all, Rhythm rhythm) {
		double damping = (rhythm.length() > 7) ? 0.99 : 0.95;
		for (double level : new double[] { 0.05, 0.2, 0.5 }) {
			all.add(() -> new Smoothing(rhythm, new Smoothing.Gains(level, 0.2, 0, 1)));
		}
		all.add(() -> new Smoothing(rhythm, new Smoothing.Gains(0.1, 0.2, 0.1, damping)));
	}

}
