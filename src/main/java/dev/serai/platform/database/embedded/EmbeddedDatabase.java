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
 * A real PostgreSQL server of Serai's own, for a machine that has none. Its data stay in
 * the data directory between runs and are as durable as any PostgreSQL's; it listens on
 * the loopback interface alone, on a free port, and lets nobody in without a password
 * ({@link PostgresCluster}). One process at a time may use a data directory.
 * <p>
 * A server that ends although nobody has stopped it is started again, at once the first
 * time and after ever longer pauses while that does not help. It keeps its port, unless
 * another program has taken it meanwhile.
 */
public final class EmbeddedDatabase implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	/** A server that has run for so long had not been started in vain. */
	private static final Duration WELL = Duration.ofMinutes(1);

	/** So many attempts are not worth a line in the log. */
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
	 * Starts the server, with new data when there are none. A server that an earlier,
	 * killed process left behind is stopped first, and a directory of an earlier version
	 * is brought up to date.
	 * @param dataDir Serai's data directory
	 * @throws IllegalStateException when another process uses the directory
	 */
	public static EmbeddedDatabase start(Path dataDir) throws IOException {
		Path directory = dataDir.toAbsolutePath().normalize();
		Files.createDirectories(directory);
		FileChannel lockFile = lock(directory);
		try {
			LeftoverServer.stop(PostgresCluster.directory(directory));
			PostgresBinaries binaries = PostgresBinaries.in(directory.resolve("postgres-binaries"));
			PostgresCluster cluster = new PostgresCluster(directory, binaries);
			cluster.prepare();
			PostgresServer server = PostgresServer.start(binaries, cluster.directory(), freePort());
			LOG.info("PostgreSQL runs on 127.0.0.1:{} with its data in {}", server.port(), cluster.directory());
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
	 * Where to connect to the server that another process runs on a data directory, user
	 * and password included; empty when none does.
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

	/**
	 * Who is told when the server has ended although nobody stopped it, and how it did.
	 */
	public void whenItEnds(Consumer<String> told) {
		this.listener = told;
	}

	/** In the machine's time, which the server's process lives in. */
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
				this.listener.accept("its server process has ended and is started again");
				pause = startAgain(pause);
			}
		}
		catch (InterruptedException ex) {
			LOG.debug("The embedded server is not kept running any more", ex);
		}
		catch (IOException | RuntimeException ex) {
			if (!this.closing) {
				LOG.error("The embedded PostgreSQL is not started again any more", ex);
			}
		}
	}

	/** How long to wait before the next attempt, should it end soon. */
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
					LOG.error("The embedded PostgreSQL cannot be started again, which is tried on: {}",
							ex.getMessage());
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
	 * Where to connect, user, password and database included: as secret as the password.
	 */
	public String jdbcUrl() {
		return this.cluster.jdbcUrl(this.server.port());
	}

	/**
	 * A connection to the server as it is now. Nobody else is mistaken for it: while it
	 * does not run, another program could have its port.
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

	/** The process id of the server as it is now. */
	long pid() {
		return this.server.pid();
	}

	/** Stops the server: what was committed is there on the next start. */
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
