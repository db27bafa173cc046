package dev.serai.insight.forecast;

import java.util.Arrays;

/** A ring buffer of the last values. */
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

	/** Returns 0 when it is empty. */
	double mean() {
		double sum = 0;
		for (int i = 0; i < size(); i++) {
			sum += this.ring[i];
		}
		return (size() == 0) ? 0 : sum / size();
	}

	/** Returns 0 when it is empty. */
	double median() {
		double[] sorted = Arrays.copyOf(this.ring, size());
		return median(sorted);
	}

	/** Returns the median and sorts the array; returns 0 when it is empty. */
	static double median(double[] values) {
		if (values.length == 0) {
			return 0;
		}
		Arrays.sort(values);
		int middle = values.length / 2;
		return (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
	}

}
