package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

import dev.serai.platform.start.CannotStart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL server, for machines without one. Its data is in the data
 * directory and as durable as with any PostgreSQL. The server listens only on the
 * loopback interface, on a free port, and requires a password for every login
 * ({@link PostgresCluster}). A data directory can be used by one process at a time.
 *
 * <p>
 * A server that ends unexpectedly is restarted: the first time at once, then with growing
 * pauses while restarts fail. It keeps its port, unless another program has taken it
 * meanwhile.
 */
public final class EmbeddedDatabase implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	/** A server that ran this long counts as successfully started. */
	private static final Duration WELL = Duration.ofMinutes(1);

	/**
	 * The failed restart attempt that is logged as an error; the others are logged at
	 * DEBUG.
	 */
	private static final int QUIET_ATTEMPTS = 3;

	private static final int PORT_LINE = 3;

	private final FileChannel lockFile;

	private final PostgresBinaries binaries;

	private final PostgresCluster cluster;

	private final Thread keeper;

	private volatile PostgresServer server;

	private volatile boolean closing;

	private volatile Consumer<String> listener = ending -> {
	};

	private EmbeddedDatabase(FileChannel lockFile, PostgresBinaries binaries, PostgresCluster cluster,
			PostgresServer server) {
		this.lockFile = lockFile;
		this.binaries = binaries;
		this.cluster = cluster;
		this.server = server;
		this.keeper = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keepRunning);
	}

	/**
	 * Starts the server, with a new cluster if there is none. Stops a server that an
	 * earlier, killed process left behind, and upgrades a directory of an earlier
	 * version.
	 * @param dataDir Serai's data directory
	 * @throws IllegalStateException when another process uses the directory
	 */
	public static EmbeddedDatabase start(Path dataDir) throws IOException {
		Path directory = dataDir.toAbsolutePath().normalize();
		Files.createDirectories(directory);
		FileChannel lockFile = lock(directory);
		try {
			boolean first = !Files.exists(PostgresCluster.directory(directory));
			LOG.info(first ? "Preparing the embedded PostgreSQL in {}; this takes some seconds, once"
					: "Starting the embedded PostgreSQL in {}", PostgresCluster.directory(directory));
			LeftoverServer.stop(PostgresCluster.directory(directory));
			PostgresBinaries binaries = PostgresBinaries.in(directory.resolve("postgres-binaries"));
			PostgresCluster cluster = new PostgresCluster(directory, binaries);
			cluster.prepare();
			PostgresServer server = PostgresServer.start(binaries, cluster.directory(), freePort());
			LOG.debug("PostgreSQL is running on 127.0.0.1:{} with its data in {}", server.port(), cluster.directory());
			EmbeddedDatabase database = new EmbeddedDatabase(lockFile, binaries, cluster, server);
			database.keeper.start();
			return database;
		}
		catch (IOException | RuntimeException ex) {
			lockFile.close();
			throw ex;
		}
	}

	/**
	 * Returns the JDBC URL, with user and password, of the server that another process
	 * runs on a data directory; empty when there is none.
	 */
	public static Optional<String> urlOfRunning(Path dataDir) throws IOException {
		Path directory = dataDir.toAbsolutePath().normalize();
		Path pidFile = PostgresCluster.directory(directory).resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return Optional.empty();
		}
		try (FileChannel free = open(directory)) {
			if (tryLock(free) != null) {
				return Optional.empty();
			}
		}
		List<String> lines = Files.readAllLines(pidFile);
		return (lines.size() > PORT_LINE) ? Optional.of(PostgresCluster
			.jdbcUrl(Integer.parseInt(lines.get(PORT_LINE).strip()), PostgresCluster.password(directory)))
				: Optional.empty();
	}

	private static FileChannel lock(Path directory) throws IOException {
		FileChannel channel = open(directory);
		if (tryLock(channel) == null) {
			channel.close();
			throw new CannotStart("Another Serai is running on the data directory " + directory + ".",
					"Stop it, or set SERAI_DATA_DIR to another directory.");
		}
		return channel;
	}

	private static FileChannel open(Path directory) throws IOException {
		return FileChannel.open(directory.resolve("postgres.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	private static int freePort(int wanted) throws IOException {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress("127.0.0.1", wanted));
			return wanted;
		}
		catch (IOException ex) {
			LOG.debug("Port {} is taken", wanted, ex);
			return freePort();
		}
	}

	/** Sets the listener that gets the reason when the server ends unexpectedly. */
	public void whenItEnds(Consumer<String> told) {
		this.listener = told;
	}

	/** Uses real time, because the server's process does. */
	private void keepRunning() {
		Duration pause = FIRST_PAUSE;
		try {
			while (!this.closing) {
				long start = System.nanoTime();
				String ending = this.server.awaitEnd();
				if (this.closing) {
					return;
				}
				if (System.nanoTime() - start > WELL.toNanos()) {
					pause = FIRST_PAUSE;
				}
				LOG.debug("The embedded server has ended: {}", ending);
				this.listener.accept("its server process has ended and is being restarted");
				pause = startAgain(pause);
			}
		}
		catch (InterruptedException ex) {
			LOG.debug("The embedded server is no longer restarted", ex);
		}
		catch (IOException | RuntimeException ex) {
			if (!this.closing) {
				LOG.error("The embedded PostgreSQL is no longer restarted", ex);
			}
		}
	}

	/** Returns how long to wait before the next restart if the server ends soon again. */
	private Duration startAgain(Duration first) throws InterruptedException {
		Duration pause = first;
		for (int attempt = 1; !this.closing; attempt++) {
			Thread.sleep(pause);
			pause = longer(pause);
			try {
				LeftoverServer.stop(this.cluster.directory());
				this.cluster.prepare();
				this.server = PostgresServer.start(this.binaries, this.cluster.directory(),
						freePort(this.server.port()));
				return pause;
			}
			catch (IOException | RuntimeException ex) {
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				if (attempt == QUIET_ATTEMPTS) {
					LOG.error("The embedded PostgreSQL cannot be restarted; trying again: {}", ex.getMessage());
				}
				else {
					LOG.debug("The embedded PostgreSQL could not be started", ex);
				}
			}
		}
		return pause;
	}

	private static Duration longer(Duration pause) {
		Duration twice = pause.multipliedBy(2);
		return (twice.compareTo(LONGEST_PAUSE) < 0) ? twice : LONGEST_PAUSE;
	}

	/**
	 * Returns the JDBC URL with user, password and database; it is as secret as the
	 * password.
	 */
	public String jdbcUrl() {
		return this.cluster.jdbcUrl(this.server.port());
	}

	/**
	 * Opens a connection to the current server. Refuses while it does not run, because
	 * another program could use its port.
	 */
	Connection connect(Properties properties) throws SQLException {
		PostgresServer now = this.server;
		requireAlive(now);
		Connection connection = this.cluster.connect(now.port(), properties);
		try {
			requireAlive(now);
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	private static void requireAlive(PostgresServer server) throws SQLException {
		if (!server.isAlive()) {
			throw new SQLTransientConnectionException("The embedded PostgreSQL does not run now", "08001");
		}
	}

	/** Returns the process id of the current server. */
	long pid() {
		return this.server.pid();
	}

	/** Stops the server; committed data is kept. */
	@Override
	public void close() throws IOException {
		try (FileChannel released = this.lockFile) {
			this.closing = true;
			this.keeper.interrupt();
			this.keeper.join();
			if (this.server.isAlive()) {
				this.server.stop();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while the embedded PostgreSQL was stopped", ex);
		}
	}

}
