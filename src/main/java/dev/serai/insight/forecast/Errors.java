package dev.serai.insight.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * By how much a model was off at each distance, in parts of what it said, and the bands
 * that follow: their quantiles, corrected for their number (conformal prediction).
 * Distances are taken together by doubling: 1, 2, 3 to 4, 5 to 8 … steps. What could not
 * be tried so far ahead grows on with the root of the distance.
 */
final class Errors {

	private static final int GROUPS = 16;

	private static final int FEW = 10;

	/** Sorted, by group of distances; null where there are too few. */
	private final double[] @Nullable [] groups;

	/** Over how many steps moments were tried, where errors depend on each other. */
	private final int span;

	private Errors(double[] @Nullable [] groups, int span) {
		this.groups = groups;
		this.span = span;
	}

	/**
	 * @param sums whether the errors are those of sums from the moment on, instead of
	 * those of single steps
	 * @param usual the size of a usual value
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

	/** What an error is measured by: half what is said, half what is usual. */
	static double scale(double said, double usual) {
		return (said + usual) / 2;
	}

	private static int group(int distance) {
		return Math.min(GROUPS - 1, Integer.SIZE - Integer.numberOfLeadingZeros(distance));
	}

	/**
	 * How far a band reaches to one side, in scales; rising with the distance.
	 * @param outside the part of 1 that may lie beyond
	 * @param upwards to which side
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
	 * With too few errors for a quantile so far out, the largest counts up to twice.
	 * @param independent how many say something of their own: sums that overlap do not
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
