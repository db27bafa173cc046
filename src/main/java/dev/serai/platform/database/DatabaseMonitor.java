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
 * Monitors whether the database can be reached. Only this class logs an outage: once at
 * its start and once at its end. Other classes log failures caused by an outage at DEBUG.
 *
 * <p>
 * The check uses a connection of its own, so an exhausted pool, locks or slow statements
 * do not count as an outage. Until the database is first reached, {@link Schema} does the
 * logging.
 */
public final class DatabaseMonitor {

	/** The interval between calls of {@link #look()}. */
	public static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseMonitor.class);

	private final DataSource source;

	private final LongSupplier nanoTime;

	/** Whether the kept connection must be replaced. */
	private final AtomicBoolean lost = new AtomicBoolean();

	private @Nullable Connection connection;

	private boolean seen;

	private boolean gone;

	private long goneSince;

	/**
	 * @param source creates a connection at each call, with a limit on each wait
	 */
	public DatabaseMonitor(DataSource source, LongSupplier nanoTime) {
		this.source = source;
		this.nanoTime = nanoTime;
	}

	/** Checks the database. Called every {@link #INTERVAL} by one thread. */
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

	/** A broken kept connection proves little, so a new connection decides. */
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
				LOG.debug("The monitored connection has broken", ex);
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
	 * Reports an outage that was noticed elsewhere.
	 * @param why the reason
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

	/** Returns how long the database has been unreachable; zero when it is reachable. */
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
