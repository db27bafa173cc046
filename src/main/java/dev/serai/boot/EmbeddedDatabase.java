package dev.serai.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server of Serai's own, for a machine that has none. Its data stay in
 * the data directory between runs and are as durable as any PostgreSQL's; it listens on
 * the loopback interface alone, on a free port; it stops when it is closed. One process
 * at a time may use a data directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private final FileChannel lockFile;

	private final EmbeddedPostgres postgres;

	private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres postgres) {
		this.lockFile = lockFile;
		this.postgres = postgres;
	}

	/**
	 * Starts the server, with new data when there are none. A server that an earlier,
	 * killed process left behind is stopped first.
	 * @param dataDir Serai's data directory
	 * @throws IllegalStateException when another process uses the directory
	 */
	public static EmbeddedDatabase start(Path dataDir) throws IOException {
		Path cluster = dataDir.resolve("postgres");
		Path binaries = dataDir.resolve("postgres-binaries");
		Files.createDirectories(cluster);
		Files.createDirectories(binaries);
		FileChannel lockFile = lock(dataDir.resolve("postgres.lock"));
		try {
			LeftoverServer.stop(cluster);
			EmbeddedPostgres postgres = serverFor(cluster, binaries).start();
			// The library opens it to everybody.
			binaries.toFile().setWritable(false, false);
			binaries.toFile().setWritable(true, true);
			LOG.info("PostgreSQL runs on 127.0.0.1:{} with its data in {}", postgres.getPort(), cluster);
			return new EmbeddedDatabase(lockFile, postgres);
		}
		catch (IOException | RuntimeException ex) {
			lockFile.close();
			throw ex;
		}
	}

	private static EmbeddedPostgres.Builder serverFor(Path cluster, Path binaries) {
		return EmbeddedPostgres.builder()
			.setDataDirectory(cluster)
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(binaries.toFile())
			.setRegisterShutdownHook(false)
			.setPGStartupWait(START_LIMIT)
			// The library is made for tests and switches both off.
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.setServerConfig("max_connections", "40")
			.setServerConfig("shared_buffers", "32MB")
			.setServerConfig("max_wal_size", "1GB")
			.setServerConfig("jit", "off");
	}

	private static FileChannel lock(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		if (tryLock(channel) == null) {
			channel.close();
			throw new CannotStart("Another Serai is running on the data directory " + file.getParent() + ".",
					"Stop it, or set SERAI_DATA_DIR to another directory.");
		}
		return channel;
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	/** Where to connect, user and database included. */
	public String jdbcUrl() {
		return "jdbc:postgresql://127.0.0.1:" + this.postgres.getPort() + "/postgres?user=postgres";
	}

	/** Stops the server: what was committed is there on the next start. */
	@Override
	public void close() throws IOException {
		try (FileChannel released = this.lockFile) {
			this.postgres.close();
		}
	}

}
