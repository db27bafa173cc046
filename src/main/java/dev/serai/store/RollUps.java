package dev.serai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import dev.serai.ledger.CallRecord;

/**
 * Adds calls to the sums by hour and day, in the transaction that appends them to the
 * ledger. What counts where is said once, by the database's function {@code usage_parts},
 * from which questions and a new reckoning of everything read it, too.
 */
public final class RollUps implements AppendStep {

	private static final String ADD = "SELECT roll_up(?::text[]::timestamptz[], ?::text[]::uuid[])";

	@Override
	public void appended(Connection connection, List<CallRecord> fresh) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(ADD)) {
			statement.setArray(1, connection.createArrayOf("text",
					fresh.stream().map(call -> call.at().toString()).toArray(String[]::new)));
			statement.setArray(2, connection.createArrayOf("text",
					fresh.stream().map(call -> call.id().toString()).toArray(String[]::new)));
			statement.execute();
		}
	}

}
