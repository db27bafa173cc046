package dev.serai.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.serai.ledger.CallRecord;

/**
 * Updates derived data, such as budget counters or the hash chain, in the transaction
 * that appends calls to the ledger, so that both always agree.
 */
public interface AppendStep {

	/**
	 * Handles calls that were appended in this transaction. Each call is passed only
	 * once.
	 * @param fresh the calls that were not in the ledger before, ordered by id
	 */
	void appended(Connection connection, List<CallRecord> fresh) throws SQLException;

}
