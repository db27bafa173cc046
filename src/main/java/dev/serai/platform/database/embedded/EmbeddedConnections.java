package dev.serai.platform.database.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

/**
 * Connections to the embedded database, at the port that its server uses when they are
 * opened.
 */
public final class EmbeddedConnections extends AbstractDriverBasedDataSource {

	private final EmbeddedDatabase database;

	public EmbeddedConnections(EmbeddedDatabase database, Properties properties) {
		this.database = database;
		setConnectionProperties(properties);
	}

	@Override
	protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
		return this.database.connect(properties);
	}

	/** Ignored: the driver's timeout is among the properties. */
	@Override
	public void setLoginTimeout(int seconds) {
	}

}
