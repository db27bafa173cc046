package dev.serai.benchmark;

import java.time.Duration;
import java.util.Arrays;

/** What became of a number of calls. Filled by one thread, read when it is done. */
final class Load {

	private long[] firstBytes = new long[1024];

	private long[] totals = new long[1024];

	private int answered;

	private int failed;

	private String failure = "";

	private long began;

	private long ended;

	void begin(long now) {
		this.began = now;
	}

	void answered(long firstByteNanos, long totalNanos, long now) {
		if (this.answered == this.totals.length) {
			this.firstBytes = Arrays.copyOf(this.firstBytes, this.answered * 2);
			this.totals = Arrays.copyOf(this.totals, this.answered * 2);
		}
		this.firstBytes[this.answered] = firstByteNanos;
		this.totals[this.answered++] = totalNanos;
		this.ended = now;
	}

	void failed(String why, long now) {
		if (this.failed++ == 0) {
			this.failure = why;
		}
		this.ended = now;
	}

	/** Calls that got a whole answer of status 200. */
	int answered() {
		return this.answered;
	}

	int failed() {
		return this.failed;
	}

	/** Why the first call that failed did; empty when none did. */
	String failure() {
		return this.failure;
	}

	double perSecond() {
		return this.answered / ((this.ended - this.began) / 1e9);
	}

	/** The time within which a share of the calls had their whole answer. */
	Duration total(double share) {
		return quantile(this.totals, share);
	}

	/** The time within which a share of the calls had the first byte of the body. */
	Duration firstByte(double share) {
		return quantile(this.firstBytes, share);
	}

	private Duration quantile(long[] samples, double share) {
		if (this.answered == 0) {
			throw new IllegalStateException("No call was answered; the first failure: " + this.failure);
		}
		long[] sorted = Arrays.copyOf(samples, this.answered);
		Arrays.sort(sorted);
		return Duration.ofNanos(sorted[Math.min(this.answered - 1, (int) (share * this.answered))]);
	}

	/**
	 * This load when all its calls were answered.
	 * @throws IllegalStateException when one was not: figures of such a load mean nothing
	 */
	Load complete() {
		if (this.failed > 0 || this.answered == 0) {
			throw new IllegalStateException(this.failed + " of " + (this.failed + this.answered)
					+ " calls were not answered; the first: " + this.failure);
		}
		return this;
	}

}
