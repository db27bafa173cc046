package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.List;

import dev.serai.insight.forecast.Forecast.Expected;

/** Computes confidence bands around forecast values. */
final class Bands {

	private static final double[] OUTSIDE = { 0.10, 0.025 };

	/** The minimum half-width of each band, as a part of the value. */
	private static final double[] NARROWEST = { 0.05, 0.1 };

	private Bands() {
	}

	/**
	 * Returns bands around the values of single steps.
	 * @param rhythm a band is at least as wide as the band this many steps before it
	 */
	static List<Expected> of(double[] values, double[] scales, Errors errors, int rhythm) {
		double[][] up = new double[OUTSIDE.length][];
		double[][] down = new double[OUTSIDE.length][];
		for (int i = 0; i < OUTSIDE.length; i++) {
			up[i] = widths(errors.reach(values.length, OUTSIDE[i], true), scales, values, NARROWEST[i], rhythm);
			down[i] = widths(errors.reach(values.length, OUTSIDE[i], false), scales, values, NARROWEST[i], rhythm);
		}
		return expected(values, down, up);
	}

	/**
	 * Returns bands around cumulative sums. Sums never decrease, and neither do the
	 * borders of their bands.
	 */
	static List<Expected> ofSums(double[] sums, double[] scales, Errors errors) {
		List<Expected> around = of(sums, scales, errors, 1);
		List<Expected> rising = new ArrayList<>();
		Expected before = new Expected(0, 0, 0, 0, 0);
		for (Expected sum : around) {
			before = new Expected(sum.value(), Math.max(before.low80(), sum.low80()),
					Math.max(before.high80(), sum.high80()), Math.max(before.low95(), sum.low95()),
					Math.max(before.high95(), sum.high95()));
			rising.add(before);
		}
		return rising;
	}

	private static double[] widths(double[] reach, double[] scales, double[] values, double narrowest, int rhythm) {
		double[] widths = new double[reach.length];
		for (int i = 0; i < widths.length; i++) {
			double width = Math.max(reach[i] * scales[i], narrowest * values[i]);
			widths[i] = Math.max(width, (i >= rhythm) ? widths[i - rhythm] : 0);
		}
		return widths;
	}

	private static List<Expected> expected(double[] values, double[][] down, double[][] up) {
		List<Expected> all = new ArrayList<>();
		for (int i = 0; i < values.length; i++) {
			double value = values[i];
			double low80 = Math.max(0, value - down[0][i]);
			double high80 = value + up[0][i];
			all.add(new Expected(value, low80, high80, Math.min(low80, Math.max(0, value - down[1][i])),
					Math.max(high80, value + up[1][i])));
		}
		return all;
	}

}
