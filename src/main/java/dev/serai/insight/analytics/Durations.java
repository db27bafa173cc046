package dev.serai.insight.analytics;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A histogram of durations. Each bucket is a factor of 2<sup>1/8</sup> wide, starting at
 * one millisecond, so percentiles are accurate to 4.5 %. Histograms of hours and days can
 * be added. Immutable.
 */
public final class Durations {

	/** The empty histogram. */
	public static final Durations NONE = new Durations(new long[0]);

	/**
	 * Covers up to 2<sup>20</sup> ms, 17 minutes; longer durations count in the last
	 * bucket.
	 */
	public static final int BUCKETS = 8 * 20 + 1;

	private final long[] counts;

	private Durations(long[] counts) {
		this.counts = counts;
	}

	/**
	 * @param counts by bucket, shortest first; trailing empty buckets may be left out
	 */
	public static Durations of(long[] counts) {
		return (counts.length == 0) ? NONE : new Durations(counts.clone());
	}

	/** Returns the bucket of a duration: 0 for up to a millisecond. */
	public static int bucket(Duration duration) {
		double milliseconds = duration.toNanos() / 1e6;
		if (milliseconds <= 1) {
			return 0;
		}
		return Math.min(BUCKETS - 1, (int) Math.ceil(8 * Math.log(milliseconds) / Math.log(2)));
	}

	/** Returns the counts by bucket, shortest first. */
	public long[] counts() {
		return this.counts.clone();
	}

	public long count() {
		return Arrays.stream(this.counts).sum();
	}

	public Durations plus(Durations other) {
		if (other.counts.length == 0) {
			return this;
		}
		if (this.counts.length == 0) {
			return other;
		}
		long[] sum = Arrays.copyOf(this.counts, Math.max(this.counts.length, other.counts.length));
		for (int i = 0; i < other.counts.length; i++) {
			sum[i] += other.counts[i];
		}
		return new Durations(sum);
	}

	/**
	 * Returns a percentile in milliseconds.
	 * @param part of 1: 0.95 for the 95th percentile
	 * @return empty for an empty histogram
	 */
	public OptionalDouble percentile(double part) {
		long rank = (long) Math.ceil(part * count());
		long seen = 0;
		for (int i = 0; i < this.counts.length; i++) {
			seen += this.counts[i];
			if (seen >= rank && seen > 0) {
				// The bucket's middle on the logarithmic scale.
				return OptionalDouble.of((i == 0) ? 1 : Math.pow(2, (i - 0.5) / 8));
			}
		}
		return OptionalDouble.empty();
	}

	@Override
	public boolean equals(Object o) {
		return o instanceof Durations other && Arrays.equals(trimmed(), other.trimmed());
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(trimmed());
	}

	@Override
	public String toString() {
		return "Durations" + Arrays.toString(trimmed());
	}

	/** Removes trailing empty buckets. */
	private long[] trimmed() {
		int length = this.counts.length;
		while (length > 0 && this.counts[length - 1] == 0) {
			length--;
		}
		return Arrays.copyOf(this.counts, length);
	}

}
