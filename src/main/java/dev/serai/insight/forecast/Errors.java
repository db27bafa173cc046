package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects a model's relative errors at each distance and derives bands from their
 * quantiles, with the finite-sample correction of conformal prediction. Distances are
 * grouped by doubling: 1, 2, 3 to 4, 5 to 8 … steps. Beyond the tested distances, errors
 * grow with the square root of the distance.
 */
final class Errors {

	private static final int GROUPS = 16;

	private static final int FEW = 10;

	/** Sorted errors by group of distances; null for a group with too few. */
	private final double[] @Nullable [] groups;

	/**
	 * The number of steps that the trials cover; errors of overlapping sums are not
	 * independent.
	 */
	private final int span;

	private Errors(double[] @Nullable [] groups, int span) {
		this.groups = groups;
		this.span = span;
	}

	/**
	 * @param sums whether to collect errors of cumulative sums instead of single steps
	 * @param usual the size of a typical value
	 */
	static Errors of(Trial trial, Past past, double usual, boolean sums) {
		List<List<Double>> groups = new ArrayList<>();
		for (int i = 0; i < GROUPS; i++) {
			groups.add(new ArrayList<>());
		}
		for (int i = 0; i < past.origins().length; i++) {
			double[] path = trial.paths().get(i);
			double error = 0;
			double scale = 0;
			for (int j = 0; j < path.length; j++) {
				double value = past.series().value(past.origins()[i] + j);
				if (Double.isNaN(value)) {
					continue;
				}
				error = (sums ? error : 0) + value - path[j];
				scale = (sums ? scale : 0) + scale(path[j], usual);
				groups.get(group(j)).add((scale == 0) ? 0 : error / scale);
			}
		}
		double[][] sorted = new double[GROUPS][];
		for (int i = 0; i < GROUPS; i++) {
			double[] errors = groups.get(i).stream().mapToDouble(Double::doubleValue).toArray();
			Arrays.sort(errors);
			sorted[i] = (i == 0 || errors.length >= FEW) ? errors : null;
		}
		int span = past.series().size() - past.origins()[0];
		return new Errors(sorted, sums ? span : Integer.MAX_VALUE);
	}

	/** Returns the scale of an error: half the forecast plus half the typical value. */
	static double scale(double said, double usual) {
		return (said + usual) / 2;
	}

	private static int group(int distance) {
		return Math.min(GROUPS - 1, Integer.SIZE - Integer.numberOfLeadingZeros(distance));
	}

	/**
	 * Returns the distance from forecast to band border on one side, in scales; it
	 * increases with the number of steps.
	 * @param outside the probability beyond the border, 0 to 1
	 * @param upwards whether it is the upper border
	 */
	double[] reach(int steps, double outside, boolean upwards) {
		double[] reach = new double[steps];
		double widest = 0;
		int known = 0;
		for (int i = 0; i < steps; i++) {
			double[] errors = this.groups[group(i)];
			if (errors != null) {
				int independent = Math.min(errors.length, Math.ceilDiv(this.span, i + 1));
				widest = Math.max(widest, quantile(errors, independent, outside, upwards));
				known = i;
				reach[i] = widest;
			}
			else {
				reach[i] = widest * Math.sqrt((i + 1.0) / (known + 1));
			}
		}
		return reach;
	}

	/**
	 * With too few errors for the quantile, returns up to twice the largest error.
	 * @param independent the number of independent errors; overlapping sums are not
	 * independent
	 */
	private static double quantile(double[] sorted, int independent, double outside, boolean upwards) {
		if (sorted.length == 0) {
			return 0;
		}
		double beyond = (independent + 1) * outside;
		int rank = (beyond < 1) ? 1 : (int) Math.max(1, Math.floor((sorted.length + 1) * outside));
		double error = upwards ? sorted[sorted.length - rank] : -sorted[rank - 1];
		return Math.max(0, error) * ((beyond < 1) ? 2 - beyond : 1);
	}

}
