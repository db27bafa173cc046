package dev.serai.gateway.limit;

/**
 * What was taken in the last 60 seconds, by the second. A second's amount is held until
 * the whole second is a minute old: of any 60 seconds, wherever they begin, nothing is
 * missed, and an amount is held for at most 61. Not safe for use by several threads.
 */
final class Window {

	/** The 60 seconds and the one under way. */
	static final int SECONDS = 61;

	private static final long[] EMPTY = {};

	private long[] amounts = EMPTY;

	private long newest;

	private long sum;

	/**
	 * Lets go of what is too old. Time that goes back is taken to stand still.
	 * @param second now, in seconds since anything
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

	/** The second that was last advanced to. */
	long now() {
		return this.newest;
	}

	long sum() {
		return this.sum;
	}

	/** What was taken in the last 58 whole seconds and this one. */
	long recent() {
		return (this.sum == 0) ? 0 : this.sum - at(this.newest - 60) - at(this.newest - 59);
	}

	/** What was taken in one of the seconds that are held, and is held still. */
	long at(long second) {
		return holds(second) ? this.amounts[index(second)] : 0;
	}

	void add(long amount) {
		add(this.newest, amount);
	}

	/** Adds to a second that is held; to any other nothing is added. */
	void add(long second, long amount) {
		if (amount != 0 && second <= this.newest && second > this.newest - SECONDS) {
			if (this.amounts.length == 0) {
				this.amounts = new long[SECONDS];
			}
			this.amounts[index(second)] += amount;
			this.sum += amount;
		}
	}

	/** Gives back what was taken in a second, so far as it is held there still. */
	void giveBack(long second, long amount) {
		add(second, -Math.min(amount, at(second)));
	}

	/** Forgets everything. */
	void clear() {
		this.amounts = EMPTY;
		this.sum = 0;
	}

	/** The first second in which no more than this is held, if nothing is added. */
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
