package dev.serai.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import dev.serai.testing.Gateway;

/** Statements that may take hours, which the product's own connections don't allow. */
final class Patience {

	private Patience() {
	}

	static void on(Gateway gateway, Work work) {
		try (Connection connection = gateway.part(DataSource.class).getConnection();
				Statement statement = connection.createStatement()) {
			connection.setNetworkTimeout(Runnable::run, (int) Duration.ofHours(12).toMillis());
			work.with(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	interface Work {

		void with(Statement statement) throws SQLException;

	}

}
