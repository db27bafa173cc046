package dev.serai.budget;

import java.math.BigDecimal;
import java.util.UUID;

import dev.serai.budget.BudgetBooks.Lease;

/**
 * What this node may spend of a budget in a window: one lease. Guarded by the lock of its
 * {@link Allowances}.
 */
final class Account {

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

	/** Whether anything was asked of it since the last tick. */
	boolean touched = true;

	/** Whether its lease is ended: nothing may be taken any more. */
	boolean closed;

	Account(Budget budget, Window window, long goodUntilNanos) {
		this.budget = budget;
		this.lease = new Lease(UUID.randomUUID(), budget.scope().kind(), budget.id(), window);
		this.goodUntilNanos = goodUntilNanos;
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
		this.leased = this.leased.subtract(amount).max(BigDecimal.ZERO);
	}

	boolean isIdle() {
		return !this.touched && this.waiting == 0 && this.used.signum() == 0;
	}

}
