package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The amount that is reserved for a call under way and, after its end, its cost. */
final class Reservation {

	/** The accounts that it is taken from. */
	final List<Account> accounts;

	final Foreseen foreseen;

	/** Written only by the call's own thread. */
	volatile BigDecimal amount;

	/** Deployments that the budgets no longer cover. */
	final Set<String> beyond = new HashSet<>(0);

	/** When the call ended, on {@link System#nanoTime}'s clock; 0 before. */
	volatile long endedNanos;

	private String covered;

	private int attempts;

	Reservation(List<Account> accounts, Foreseen foreseen, BigDecimal amount, String first) {
		this.accounts = accounts;
		this.foreseen = foreseen;
		this.amount = amount;
		this.covered = first;
	}

	/**
	 * Returns whether the reservation was found sufficient for this deployment after so
	 * many attempts.
	 */
	boolean covers(String deployment, int after) {
		return this.attempts == after && this.covered.equals(deployment);
	}

	void covered(String deployment, int after) {
		this.covered = deployment;
		this.attempts = after;
	}

}
