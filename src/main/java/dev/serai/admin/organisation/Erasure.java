package dev.serai.admin.organisation;

import dev.serai.gateway.access.Operator;

/**
 * Makes the records forget a person; that they were not tampered with can still be seen.
 */
public interface Erasure {

	/**
	 * Erases an end user from all calls that are in the ledger.
	 * @param endUser as callers named them
	 * @return in how many calls they were
	 */
	long eraseEndUser(Operator operator, String endUser);

}
