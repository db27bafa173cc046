package dev.serai.admin.organisation;

import dev.serai.gateway.access.Operator;

/** Erases end users from the records, which stay verifiable. */
public interface Erasure {

	/**
	 * Erases an end user from all calls in the ledger.
	 * @param endUser the id that callers sent
	 * @return the number of affected calls
	 */
	long eraseEndUser(Operator operator, String endUser);

}
