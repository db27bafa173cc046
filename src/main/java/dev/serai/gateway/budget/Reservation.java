package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is held for a call under way, and what it cost in the end. */
final class Reservation {

	/** Where it is taken from. */
	final List<Account> accounts;

	final Foreseen foreseen;

	/** Written by the call's own thread only. */
	volatile BigDecimal amount;

	/** Deployments that cannot be paid for any more. */
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

	/** Whether it was found to be enough for this deployment after so many attempts. */
	boolean covers(String deployment, int after) {
		return this.attempts == after && this.covered.equals(deployment);
	}

	void covered(String deployment, int after) {
		this.covered = deployment;
		this.attempts = after;
	}

}
