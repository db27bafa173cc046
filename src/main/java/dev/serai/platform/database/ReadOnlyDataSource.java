package dev.serai.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.serai.platform.error.CallRefused;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that cannot change anything, for queries that stand in routes. The pool
 * makes a connection writable again when it is given back.
 */
public final class ReadOnlyDataSource extends DelegatingDataSource {

	public ReadOnlyDataSource(DataSource target) {
		super(target);
	}

	/**
	 * @throws CallRefused 503 {@code dependency_unavailable} when there is no connection
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
