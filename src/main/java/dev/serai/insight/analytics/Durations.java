package dev.serai.insight.analytics;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How long many things took: counts in buckets, each a power of 2<sup>1/8</sup> of a
 * millisecond wide, so that a percentile is right to within 4.5 %. Buckets of hours and
 * days can be added. Immutable.
 */
public final class Durations {

	/** None. */
	public static final Durations NONE = new Durations(new long[0]);

	/** Up to 2<sup>20</sup> ms, 17 minutes; what is longer counts in the last. */
	public static final int BUCKETS = 8 * 20 + 1;

	private final long[] counts;

	private Durations(long[] counts) {
		this.counts = counts;
	}

	/**
	 * @param counts by bucket, from the shortest; buckets at the end may be left out
	 */
	public static Durations of(long[] counts) {
		return (counts.length == 0) ? NONE : new Durations(counts.clone());
	}

	/** The bucket that a duration counts in: 0 up to a millisecond. */
	public static int bucket(Duration duration) {
		double milliseconds = duration.toNanos() / 1e6;
		if (milliseconds <= 1) {
			return 0;
		}
		return Math.min(BUCKETS - 1, (int) Math.ceil(8 * Math.log(milliseconds) / Math.log(2)));
	}

	/** By bucket, from the shortest. */
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
	 * How many milliseconds a part of them took at the most.
	 * @param part of 1: 0.95 for the 95th percentile
	 * @return empty when there are none
	 */
	public OptionalDouble percentile(double part) {
		long rank = (long) Math.ceil(part * count());
		long seen = 0;
		for (int i = 0; i < this.counts.length; i++) {
			seen += this.counts[i];
			if (seen >= rank && seen > 0) {
				// The middle of the bucket, on its own scale.
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

	/** Without the empty buckets at the end, which make no difference. */
	private long[] trimmed() {
		int length = this.counts.length;
		while (length > 0 && this.counts[length - 1] == 0) {
			length--;
		}
		return Arrays.copyOf(this.counts, length);
	}

}
