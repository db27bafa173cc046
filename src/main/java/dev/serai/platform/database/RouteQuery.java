package dev.serai.platform.database;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;

import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** An SQL query in a route that runs over {@link ReadOnlyDataSource}. */
public final class RouteQuery {

	/**
	 * The query tried to change data; elsewhere this state means that the database is a
	 * standby.
	 */
	private static final String READ_ONLY = "25006";

	private RouteQuery() {
	}

	/**
	 * Whether a query failed because the database is down, not because the query is
	 * wrong.
	 */
	public static boolean isOutage(Throwable failure) {
		return failure instanceof SQLException sql && !READ_ONLY.equals(sql.getSQLState())
				&& Database.refusalOr(Database.unreadable(sql)) instanceof CallRefused;
	}

	/** Converts a row's value from JDBC's types. */
	public static @Nullable Object plain(@Nullable Object value) {
		return switch (value) {
			case Timestamp time -> time.toInstant();
			case Date day -> day.toLocalDate();
			case Array array -> list(array);
			case null, default -> value;
		};
	}

	private static Object list(Array array) {
		try {
			return Arrays.asList((Object[]) array.getArray());
		}
		catch (SQLException ex) {
			throw Database.unreadable(ex);
		}
	}

}
