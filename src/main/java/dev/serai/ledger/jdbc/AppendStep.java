package dev.serai.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.serai.ledger.CallRecord;

/**
 * What else is kept in the transaction that appends calls to the ledger, so that it
 * always agrees with it: budgets' counters, the hash chain.
 */
public interface AppendStep {

	/**
	 * Calls have been appended, in this transaction and for the first time: none of them
	 * is ever told twice.
	 * @param fresh the calls that were not there before, in the order of their ids
	 */
	void appended(Connection connection, List<CallRecord> fresh) throws SQLException;

}
