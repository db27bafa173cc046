package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server as a child process. It listens only on the loopback interface and
 * has no Unix socket.
 */
final class PostgresServer {

	private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

	/** After a kill under load, the server first recovers from its write-ahead log. */
	private static final Duration START_LIMIT = Duration.ofMinutes(5);

	private static final int LOOK_EVERY_MS = 10;

	private static final String STOP_LIMIT_SECONDS = "20";

	/** The line of the pid file that contains the server's status. */
	private static final int STATUS_LINE = 7;

	private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("listen_addresses", "127.0.0.1"),
			Map.entry("unix_socket_directories", ""), Map.entry("unix_socket_permissions", "0700"),
			Map.entry("password_encryption", "scram-sha-256"), Map.entry("timezone", "UTC"), Map.entry("fsync", "on"),
			Map.entry("synchronous_commit", "on"), Map.entry("max_connections", "50"),
			// No superuser can log in.
			Map.entry("superuser_reserved_connections", "0"), Map.entry("shared_buffers", "32MB"),
			Map.entry("max_wal_size", "1GB"), Map.entry("jit", "off"));

	private final PostgresBinaries binaries;

	private final Path cluster;

	private final int port;

	private final PostgresProgram program;

	private PostgresServer(PostgresBinaries binaries, Path cluster, int port, PostgresProgram program) {
		this.binaries = binaries;
		this.cluster = cluster;
		this.port = port;
		this.program = program;
	}

	/**
	 * Starts a server and waits until it accepts connections.
	 * @throws IOException when it ends instead
	 */
	static PostgresServer start(PostgresBinaries binaries, Path cluster, int port) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
		SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
		PostgresServer server = new PostgresServer(binaries, cluster, port,
				PostgresProgram.start(binaries.detached("postgres", arguments), ""));
		boolean ready = false;
		try {
			server.awaitReady();
			ready = true;
			return server;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while PostgreSQL started", ex);
		}
		finally {
			if (!ready) {
				server.program.process().destroyForcibly();
			}
		}
	}

	/** Uses real time, because the server's process does. */
	private void awaitReady() throws IOException, InterruptedException {
		long deadline = System.nanoTime() + START_LIMIT.toNanos();
		while (!isReady()) {
			if (this.program.process().waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
				throw new IOException(this.program.ending());
			}
			if (System.nanoTime() - deadline > 0) {
				throw new IOException("PostgreSQL was not ready within " + START_LIMIT.toMinutes() + " minutes");
			}
		}
	}

	private boolean isReady() throws IOException {
		try {
			List<String> lines = Files.readAllLines(this.cluster.resolve("postmaster.pid"));
			return lines.size() > STATUS_LINE
					&& lines.getFirst().strip().equals(Long.toString(this.program.process().pid()))
					&& lines.get(STATUS_LINE).strip().equals("ready");
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	long pid() {
		return this.program.process().pid();
	}

	boolean isAlive() {
		return this.program.process().isAlive();
	}

	/** Waits until it has ended, and returns the reason. */
	String awaitEnd() throws InterruptedException, IOException {
		this.program.process().waitFor();
		return this.program.ending();
	}

	/**
	 * Stops it in fast mode: open transactions are rolled back, committed data is kept.
	 */
	void stop() {
		try {
			PostgresProgram.run(this.binaries.command("pg_ctl",
					List.of("stop", "-D", this.cluster.toString(), "-m", "fast", "-w", "-t", STOP_LIMIT_SECONDS)), "");
		}
		catch (IOException ex) {
			if (isAlive()) {
				LOG.warn("PostgreSQL did not stop in time and was killed; the next start recovers its files: {}",
						ex.getMessage());
				this.program.process().destroyForcibly();
			}
		}
	}

}
