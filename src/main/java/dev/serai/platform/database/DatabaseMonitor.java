package dev.serai.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database can be reached, and is the one place that says so in the
 * log: once when it is gone and once when it is back. Whoever fails for want of it logs
 * no more than DEBUG.
 * <p>
 * It asks the database on a connection of its own, so that a pool whose connections are
 * all in use is no outage, nor are locks or slow statements. What happens before the
 * database was there for the first time is {@link Schema}'s to tell.
 */
public final class DatabaseMonitor {

	/** How often {@link #look()} is to be called. */
	public static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseMonitor.class);

	private final DataSource source;

	private final LongSupplier nanoTime;

	/** The connection that is asked is of no use any more. */
	private final AtomicBoolean lost = new AtomicBoolean();

	private @Nullable Connection connection;

	private boolean seen;

	private boolean gone;

	private long goneSince;

	/**
	 * @param source makes a connection each time; each of its waits has a limit
	 */
	public DatabaseMonitor(DataSource source, LongSupplier nanoTime) {
		this.source = source;
		this.nanoTime = nanoTime;
	}

	/**
	 * Asks the database for a sign of life. One thread's task, every {@link #INTERVAL}.
	 */
	public void look() {
		long began = this.nanoTime.getAsLong();
		try {
			ask();
			there();
		}
		catch (SQLException ex) {
			drop();
			goneSince(began, innermostMessage(ex));
		}
	}

	/** That a kept connection broke says little: a new one decides. */
	private void ask() throws SQLException {
		if (this.lost.getAndSet(false)) {
			drop();
		}
		Connection kept = this.connection;
		if (kept != null) {
			try {
				answer(kept);
				return;
			}
			catch (SQLException ex) {
				LOG.debug("The connection that was asked has broken", ex);
				drop();
			}
		}
		Connection fresh = this.source.getConnection();
		this.connection = fresh;
		answer(fresh);
	}

	private static void answer(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT 1");
		}
	}

	private void drop() {
		Connection broken = this.connection;
		this.connection = null;
		if (broken != null) {
			try {
				broken.close();
			}
			catch (SQLException ex) {
				LOG.debug("A broken connection could not be closed", ex);
			}
		}
	}

	/**
	 * Somebody knows that the database is gone before it was asked.
	 * @param why what has happened
	 */
	public void lost(String why) {
		this.lost.set(true);
		goneSince(this.nanoTime.getAsLong(), why);
	}

	private synchronized void goneSince(long moment, String why) {
		if (this.seen && !this.gone) {
			this.gone = true;
			this.goneSince = moment;
			LOG.warn("The database is gone ({}). Calls of known keys go on and their records wait in the journal;"
					+ " nothing more is logged until it is back", why);
		}
	}

	private synchronized void there() {
		if (this.gone && !this.lost.get()) {
			this.gone = false;
			LOG.warn("The database is back after {} s",
					String.format(Locale.ROOT, "%.1f", (this.nanoTime.getAsLong() - this.goneSince) / 1e9));
		}
		this.seen = true;
	}

	/** For how long it has been gone; zero when it is there. */
	public synchronized Duration goneFor() {
		return this.gone ? Duration.ofNanos(this.nanoTime.getAsLong() - this.goneSince) : Duration.ZERO;
	}

	public void close() {
		drop();
	}

	private static String innermostMessage(Throwable failure) {
		String message = failure.toString();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			message = (cause.getMessage() != null) ? cause.getMessage() : message;
		}
		return message;
	}

}
