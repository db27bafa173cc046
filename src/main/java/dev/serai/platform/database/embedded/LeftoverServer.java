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
 * What a killed process leaves of its PostgreSQL server, and a killed server of its own
 * processes: the server itself, which knows nothing of its parent's death; processes of a
 * server that is gone, which work on until they notice and hold its shared memory; the
 * pid file, whose number may by now belong to any other process. Each would keep a new
 * server from starting.
 */
final class LeftoverServer {

	private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);

	private static final Path PROCESSES = Path.of("/proc");

	private static final int ORDERLY_SECONDS = 10;

	private LeftoverServer() {
	}

	/**
	 * Stops the server of a cluster if one runs, ends what is left of one, and removes
	 * its pid file. The caller makes sure that the cluster is in nobody's use.
	 */
	static void stop(Path cluster) throws IOException {
		Path pidFile = cluster.resolve("postmaster.pid");
		Optional<ProcessHandle> server = pidIn(pidFile).flatMap(ProcessHandle::of)
			.filter(process -> serves(process, cluster));
		if (server.isPresent()) {
			LOG.warn("A PostgreSQL server of an earlier run is still there (pid {}); it is stopped first",
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
			// Some systems don't show arguments; the pid file names a PostgreSQL, which
			// is
			// enough then.
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
	 * Whether it is in the cluster's directory, as all processes of its server are. Only
	 * Linux tells.
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

	/** Their server is gone: nobody reads what they write, and they commit no more. */
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

	/** Politely first: its clients are dead, so it ends as soon as it has noticed. */
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
