package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Lease;

/**
 * What this node may spend of a budget in a window, backed by one lease. Guarded by the
 * lock of its {@link BudgetLeases}.
 */
final class Account {

	private static final int SCALE = 12;

	/** The number of measurements over which the pace is averaged. */
	private static final int MEASUREMENTS = 10;

	private static final BigDecimal CALLS_AHEAD = BigDecimal.valueOf(4);

	/** The factor by which the largest recent call fades with each measurement. */
	private static final BigDecimal FADING = new BigDecimal("0.98");

	final Budget budget;

	final Lease lease;

	/** The amount that the books have leased to this node. */
	BigDecimal leased = BigDecimal.ZERO;

	/**
	 * What calls under way may cost, and what ended calls did cost until the ledger has
	 * it. More than the lease where an answer cost more than was reserved.
	 */
	BigDecimal used = BigDecimal.ZERO;

	/** Until when the lease surely lasts, on {@link System#nanoTime}'s clock. */
	long goodUntilNanos;

	/** The number of calls that wait for a larger lease. */
	int waiting;

	/** When a call last asked for an amount, on {@link System#nanoTime}'s clock. */
	long touchedNanos;

	/** The largest recent amount of a call. */
	private BigDecimal largest = BigDecimal.ZERO;

	/** Average growth of what is used, in US dollars per second. */
	private BigDecimal pace = BigDecimal.ZERO;

	private BigDecimal usedBefore = BigDecimal.ZERO;

	private BigDecimal recordedSince = BigDecimal.ZERO;

	private long measuredNanos;

	private int measurements;

	/** Whether the lease is ended, so that nothing may be taken from it. */
	boolean closed;

	Account(Budget budget, Window window, long nowNanos, long goodUntilNanos) {
		this.budget = budget;
		this.lease = new Lease(UUID.randomUUID(), budget.scope().kind(), budget.id(), window);
		this.goodUntilNanos = goodUntilNanos;
		this.touchedNanos = nowNanos;
		this.measuredNanos = nowNanos;
	}

	/** Records that a call asks for an amount. */
	void touch(BigDecimal amount, long nowNanos) {
		this.touchedNanos = nowNanos;
		if (amount.compareTo(this.largest) > 0) {
			this.largest = amount;
		}
	}

	/**
	 * Updates the pace with what was used since the last measurement. To be called about
	 * once per second.
	 */
	void measure(long nowNanos) {
		long elapsed = nowNanos - this.measuredNanos;
		if (elapsed <= 0) {
			return;
		}
		BigDecimal growth = this.used.subtract(this.usedBefore).add(this.recordedSince);
		BigDecimal now = growth.movePointRight(9).divide(BigDecimal.valueOf(elapsed), SCALE, RoundingMode.UP);
		// At first a plain average, then a moving one in which a second weighs a tenth.
		this.measurements = Math.min(this.measurements + 1, MEASUREMENTS);
		this.pace = this.pace
			.add(now.subtract(this.pace).divide(BigDecimal.valueOf(this.measurements), SCALE, RoundingMode.UP));
		this.largest = this.largest.multiply(FADING).setScale(SCALE, RoundingMode.UP);
		this.usedBefore = this.used;
		this.recordedSince = BigDecimal.ZERO;
		this.measuredNanos = nowNanos;
	}

	/**
	 * Returns how much should be free for an outage of the books of this length: the
	 * largest of twice the spending at the current pace, the amount in use, and four of
	 * the largest recent calls.
	 */
	BigDecimal wanted(Duration outage) {
		BigDecimal atPace = this.pace.multiply(BigDecimal.valueOf(2 * outage.toMillis())).movePointLeft(3);
		return atPace.max(this.used).max(this.largest.multiply(CALLS_AHEAD)).setScale(SCALE, RoundingMode.UP);
	}

	/**
	 * Returns the largest recent amount of a call. To lease less in advance would be
	 * useless.
	 */
	BigDecimal largest() {
		return this.largest;
	}

	/**
	 * Returns what can be taken without a larger lease. Negative, until the ledger has
	 * it, by what answers cost more than was reserved.
	 */
	BigDecimal free(long nowNanos) {
		BigDecimal free = this.leased.subtract(this.used);
		return (this.goodUntilNanos - nowNanos > 0) ? free : free.min(BigDecimal.ZERO);
	}

	BigDecimal unused() {
		return this.leased.subtract(this.used).max(BigDecimal.ZERO);
	}

	void use(BigDecimal amount) {
		this.used = this.used.add(amount);
	}

	/** Takes an amount that the ledger has now off the lease. */
	void recorded(BigDecimal amount) {
		// May become negative while a waiting call has set aside what was used beyond the
		// lease.
		this.used = this.used.subtract(amount);
		this.recordedSince = this.recordedSince.add(amount);
		this.leased = this.leased.subtract(amount).max(BigDecimal.ZERO);
	}

	/** Returns whether no call has asked for an amount for this long. */
	boolean isQuiet(Duration since, long nowNanos) {
		return nowNanos - this.touchedNanos >= since.toNanos();
	}

	/** Returns whether nothing is used and no call waits. */
	boolean isEmpty() {
		return this.waiting == 0 && this.used.signum() == 0;
	}

}
