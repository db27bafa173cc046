package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up after a killed process. Its PostgreSQL server may still run, because it does
 * not notice its parent's death. After a killed server, its child processes may run on
 * and hold its shared memory. A pid file may remain whose number now belongs to another
 * process. Each of these would keep a new server from starting.
 */
final class LeftoverServer {

	private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);

	private static final Path PROCESSES = Path.of("/proc");

	private static final int ORDERLY_SECONDS = 10;

	private LeftoverServer() {
	}

	/**
	 * Stops the server of a cluster if it runs, ends its leftover processes, and removes
	 * its pid file. The caller ensures that no other process uses the cluster.
	 */
	static void stop(Path cluster) throws IOException {
		Path pidFile = cluster.resolve("postmaster.pid");
		Optional<ProcessHandle> server = pidIn(pidFile).flatMap(ProcessHandle::of)
			.filter(process -> serves(process, cluster));
		if (server.isPresent()) {
			LOG.warn("A PostgreSQL server of an earlier run is still running (pid {}); stopping it first",
					server.get().pid());
			end(server.get());
		}
		endOrphans(cluster);
		Files.deleteIfExists(pidFile);
	}

	private static Optional<Long> pidIn(Path pidFile) throws IOException {
		try {
			List<String> lines = Files.readAllLines(pidFile);
			return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.getFirst().strip()));
		}
		catch (NoSuchFileException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static boolean serves(ProcessHandle process, Path cluster) {
		return isPostgres(process) && (worksIn(process, cluster) || process.info()
			.arguments()
			.map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
			// Some systems do not show arguments; then a PostgreSQL process with the pid
			// file's number suffices.
			.orElse(true));
	}

	private static boolean isPostgres(ProcessHandle process) {
		return process.info()
			.command()
			.map(Path::of)
			.map(Path::getFileName)
			.filter(name -> name.toString().startsWith("postgres"))
			.isPresent();
	}

	/**
	 * Whether a process works in the cluster's directory, as all processes of its server
	 * do. Known only on Linux.
	 */
	private static boolean worksIn(ProcessHandle process, Path cluster) {
		try {
			return Files.readSymbolicLink(PROCESSES.resolve(Long.toString(process.pid())).resolve("cwd"))
				.equals(cluster.toRealPath());
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

	/** Without a server, these processes can neither return results nor commit. */
	private static void endOrphans(Path cluster) throws IOException {
		if (!Files.isDirectory(PROCESSES) || !Files.isDirectory(cluster)) {
			return;
		}
		List<ProcessHandle> orphans = ProcessHandle.allProcesses()
			.filter(process -> isPostgres(process) && worksIn(process, cluster))
			.toList();
		orphans.forEach(ProcessHandle::destroyForcibly);
		CompletableFuture<?>[] exits = orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
		if (!endedWithin(CompletableFuture.allOf(exits))) {
			throw new IOException("Processes of an earlier PostgreSQL server cannot be ended: "
					+ orphans.stream().map(ProcessHandle::pid).toList());
		}
	}

	/** Asks it to stop first: its clients are dead, so it usually ends soon. */
	private static void end(ProcessHandle server) throws IOException {
		List<ProcessHandle> children = server.children().toList();
		server.destroy();
		if (!endedWithin(server.onExit())) {
			server.destroyForcibly();
			children.forEach(ProcessHandle::destroyForcibly);
			CompletableFuture<?>[] exits = children.stream()
				.map(ProcessHandle::onExit)
				.toArray(CompletableFuture[]::new);
			if (!endedWithin(CompletableFuture.allOf(server.onExit(), CompletableFuture.allOf(exits)))) {
				throw new IOException("The PostgreSQL server of an earlier run (pid " + server.pid()
						+ ") cannot be stopped. End it, then start again.");
			}
		}
	}

	private static boolean endedWithin(CompletableFuture<?> exit) throws IOException {
		try {
			exit.get(ORDERLY_SECONDS, TimeUnit.SECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new IOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while a server was being stopped", ex);
		}
	}

}
