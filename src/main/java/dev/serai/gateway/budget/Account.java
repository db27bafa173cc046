package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Lease;

/**
 * What this node may spend of a budget in a window: one lease. Guarded by the lock of its
 * {@link BudgetLeases}.
 */
final class Account {

	private static final int SCALE = 12;

	/** Measurements of the pace that are averaged. */
	private static final int MEASUREMENTS = 10;

	private static final BigDecimal CALLS_AHEAD = BigDecimal.valueOf(4);

	/** The largest call of late is forgotten by so much with each measurement. */
	private static final BigDecimal FADING = new BigDecimal("0.98");

	final Budget budget;

	final Lease lease;

	/** What the books hold for this node. */
	BigDecimal leased = BigDecimal.ZERO;

	/**
	 * What calls under way may cost, and what those that ended did cost until it is in
	 * the ledger. More than what is leased where an answer cost more than could be
	 * foreseen.
	 */
	BigDecimal used = BigDecimal.ZERO;

	/** Until when the lease is sure to last, on {@link System#nanoTime}'s clock. */
	long goodUntilNanos;

	/** Calls that wait for more. */
	int waiting;

	/** When a call last asked for something, on {@link System#nanoTime}'s clock. */
	long touchedNanos;

	/** The largest amount that a call has taken lately. */
	private BigDecimal largest = BigDecimal.ZERO;

	/** Average growth of what is used, in US dollars a second. */
	private BigDecimal pace = BigDecimal.ZERO;

	private BigDecimal usedBefore = BigDecimal.ZERO;

	private BigDecimal recordedSince = BigDecimal.ZERO;

	private long measuredNanos;

	private int measurements;

	/** Whether its lease is ended: nothing may be taken any more. */
	boolean closed;

	Account(Budget budget, Window window, long nowNanos, long goodUntilNanos) {
		this.budget = budget;
		this.lease = new Lease(UUID.randomUUID(), budget.scope().kind(), budget.id(), window);
		this.goodUntilNanos = goodUntilNanos;
		this.touchedNanos = nowNanos;
		this.measuredNanos = nowNanos;
	}

	/** A call asks for an amount. */
	void touch(BigDecimal amount, long nowNanos) {
		this.touchedNanos = nowNanos;
		if (amount.compareTo(this.largest) > 0) {
			this.largest = amount;
		}
	}

	/**
	 * Learns from what was used since the last time. To be called about once a second.
	 */
	void measure(long nowNanos) {
		long elapsed = nowNanos - this.measuredNanos;
		if (elapsed <= 0) {
			return;
		}
		BigDecimal growth = this.used.subtract(this.usedBefore).add(this.recordedSince);
		BigDecimal now = growth.movePointRight(9).divide(BigDecimal.valueOf(elapsed), SCALE, RoundingMode.UP);
		// A plain average at first, then one in which a second weighs a tenth.
		this.measurements = Math.min(this.measurements + 1, MEASUREMENTS);
		this.pace = this.pace
			.add(now.subtract(this.pace).divide(BigDecimal.valueOf(this.measurements), SCALE, RoundingMode.UP));
		this.largest = this.largest.multiply(FADING).setScale(SCALE, RoundingMode.UP);
		this.usedBefore = this.used;
		this.recordedSince = BigDecimal.ZERO;
		this.measuredNanos = nowNanos;
	}

	/**
	 * What should be free for an outage of the books that lasts so long: twice what the
	 * pace comes to, as much again as is in use, and four of the largest calls of late.
	 */
	BigDecimal wanted(Duration outage) {
		BigDecimal atPace = this.pace.multiply(BigDecimal.valueOf(2 * outage.toMillis())).movePointLeft(3);
		return atPace.max(this.used).max(this.largest.multiply(CALLS_AHEAD)).setScale(SCALE, RoundingMode.UP);
	}

	/** The largest amount that a call has taken lately: less is of no use in advance. */
	BigDecimal largest() {
		return this.largest;
	}

	/**
	 * What can be taken without asking; below zero by what answers have cost more than
	 * could be foreseen, until the ledger holds it.
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

	/** Part of what was used is in the ledger now, and off the lease. */
	void recorded(BigDecimal amount) {
		// Below zero for as long as somebody who waits has put aside what was used beyond
		// the lease.
		this.used = this.used.subtract(amount);
		this.recordedSince = this.recordedSince.add(amount);
		this.leased = this.leased.subtract(amount).max(BigDecimal.ZERO);
	}

	/** Whether no call has asked for anything in so long. */
	boolean isQuiet(Duration since, long nowNanos) {
		return nowNanos - this.touchedNanos >= since.toNanos();
	}

	/** Whether nothing is used of it, and nobody waits. */
	boolean isEmpty() {
		return this.waiting == 0 && this.used.signum() == 0;
	}

}
