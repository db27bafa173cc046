package dev.serai.boot;

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
 * What a killed process leaves of its PostgreSQL server: the server itself, which knows
 * nothing of its parent's death, or its pid file, whose number may by now belong to any
 * other process. Either would keep a new server from starting.
 */
final class LeftoverServer {

	private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);

	private static final int ORDERLY_SECONDS = 10;

	private LeftoverServer() {
	}

	/**
	 * Stops the server of a cluster if one runs, and removes its pid file. The caller
	 * makes sure that the cluster is in nobody's use.
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
		boolean isPostgres = process.info().command().map(Path::of).map(Path::getFileName).filter(name -> {
			return name.toString().startsWith("postgres");
		}).isPresent();
		return isPostgres && process.info()
			.arguments()
			.map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
			// Some systems don't show arguments; the pid file names a PostgreSQL, which
			// is
			// enough then.
			.orElse(true);
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
