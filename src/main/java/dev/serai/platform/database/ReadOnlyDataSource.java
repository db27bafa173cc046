package dev.serai.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.serai.platform.error.CallRefused;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Read-only connections, for queries in routes. The pool makes a connection writable
 * again when it is returned.
 */
public final class ReadOnlyDataSource extends DelegatingDataSource {

	public ReadOnlyDataSource(DataSource target) {
		super(target);
	}

	/**
	 * @throws CallRefused 503 {@code dependency_unavailable} when no connection is
	 * available
	 */
	@Override
	public Connection getConnection() throws SQLException {
		try {
			Connection connection = super.getConnection();
			connection.setReadOnly(true);
			return connection;
		}
		catch (SQLException ex) {
			throw Database.refusalOr(Database.unreadable(ex));
		}
	}

}
