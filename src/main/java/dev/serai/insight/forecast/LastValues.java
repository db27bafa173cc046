package dev.serai.insight.forecast;

import java.util.Arrays;

/**
 * The last values as they came: a memory of bounded size.
 */
final class LastValues {

	private final double[] ring;

	private long seen;

	LastValues(int most) {
		this.ring = new double[most];
	}

	void add(double value) {
		this.ring[(int) (this.seen++ % this.ring.length)] = value;
	}

	int size() {
		return (int) Math.min(this.seen, this.ring.length);
	}

	/** 0 when there are none. */
	double mean() {
		double sum = 0;
		for (int i = 0; i < size(); i++) {
			sum += this.ring[i];
		}
		return (size() == 0) ? 0 : sum / size();
	}

	/** 0 when there are none. */
	double median() {
		double[] sorted = Arrays.copyOf(this.ring, size());
		return median(sorted);
	}

	/** Of values in any order, which are sorted by it; 0 when there are none. */
	static double median(double[] values) {
		if (values.length == 0) {
			return 0;
		}
		Arrays.sort(values);
		int middle = values.length / 2;
		return (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
	}

}
