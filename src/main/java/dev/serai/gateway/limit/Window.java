package dev.serai.gateway.limit;

/**
 * Counts what was taken in the last 60 seconds, by the second. A second's amount counts
 * until the whole second is 60 seconds old: no window of 60 seconds misses any, and an
 * amount counts for at most 61 seconds. Not thread-safe.
 */
final class Window {

	/** 60 seconds and the current one. */
	static final int SECONDS = 61;

	private static final long[] EMPTY = {};

	private long[] amounts = EMPTY;

	private long newest;

	private long sum;

	/**
	 * Removes amounts that are too old. A time that goes back is ignored.
	 * @param second now, in seconds since any fixed moment
	 */
	void advance(long second) {
		long steps = second - this.newest;
		if (steps <= 0) {
			return;
		}
		if (this.sum != 0) {
			for (long s = Math.max(this.newest + 1, second - SECONDS + 1); s <= second; s++) {
				int index = index(s);
				this.sum -= this.amounts[index];
				this.amounts[index] = 0;
			}
		}
		this.newest = second;
	}

	/** Returns the second that was last advanced to. */
	long now() {
		return this.newest;
	}

	long sum() {
		return this.sum;
	}

	/** Returns the amount of the last 58 whole seconds and the current one. */
	long recent() {
		return (this.sum == 0) ? 0 : this.sum - at(this.newest - 60) - at(this.newest - 59);
	}

	/** Returns the amount of a second; 0 when it is outside the window. */
	long at(long second) {
		return holds(second) ? this.amounts[index(second)] : 0;
	}

	void add(long amount) {
		add(this.newest, amount);
	}

	/** Adds to a second; has no effect outside the window. */
	void add(long second, long amount) {
		if (amount != 0 && second <= this.newest && second > this.newest - SECONDS) {
			if (this.amounts.length == 0) {
				this.amounts = new long[SECONDS];
			}
			this.amounts[index(second)] += amount;
			this.sum += amount;
		}
	}

	/** Subtracts what was taken in a second, as far as it is still counted there. */
	void giveBack(long second, long amount) {
		add(second, -Math.min(amount, at(second)));
	}

	/** Removes all amounts. */
	void clear() {
		this.amounts = EMPTY;
		this.sum = 0;
	}

	/**
	 * Returns the first second in which at most this amount is left, if nothing is added.
	 */
	long secondWith(long most) {
		long left = this.sum;
		long second = this.newest;
		for (long s = this.newest - SECONDS + 1; left > most && s <= this.newest; s++) {
			left -= at(s);
			second = s + SECONDS;
		}
		return second;
	}

	private boolean holds(long second) {
		return this.amounts.length != 0 && second <= this.newest && second > this.newest - SECONDS;
	}

	private static int index(long second) {
		return Math.floorMod(second, SECONDS);
	}

}
