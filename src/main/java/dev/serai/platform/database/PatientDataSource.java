package dev.serai.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections whose network timeout is 12 hours: a migration may have to read the whole
 * ledger. The pool restores its timeout when a connection is returned.
 */
public final class PatientDataSource extends DelegatingDataSource {

	private static final int LONGEST_MS = (int) Duration.ofHours(12).toMillis();

	public PatientDataSource(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		connection.setNetworkTimeout(Runnable::run, LONGEST_MS);
		return connection;
	}

}
