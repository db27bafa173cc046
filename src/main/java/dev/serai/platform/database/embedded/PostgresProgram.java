package dev.serai.platform.database.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running program of PostgreSQL. Its output is read continuously, so that it never
 * blocks, and the last lines are kept for error messages.
 */
final class PostgresProgram {

	private static final Logger LOG = LoggerFactory.getLogger(PostgresProgram.class);

	private static final int LAST_LINES = 10;

	private final Process process;

	private final Deque<String> lastLines = new ArrayDeque<>();

	private final Thread reader;

	private PostgresProgram(Process process) {
		this.process = process;
		this.reader = Thread.ofPlatform().daemon().name("postgres-output").start(this::read);
	}

	/**
	 * Starts a program.
	 * @param input its standard input
	 */
	static PostgresProgram start(List<String> command, String input) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (OutputStream in = process.getOutputStream()) {
			in.write(input.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// It has ended; its output contains the reason.
			LOG.debug("A program of PostgreSQL did not read all of its input", ex);
		}
		return new PostgresProgram(process);
	}

	/**
	 * Runs a program to its end.
	 * @throws IOException when its exit code is not 0; the message contains its last
	 * lines
	 */
	static void run(List<String> command, String input) throws IOException {
		PostgresProgram program = start(command, input);
		try {
			int code = program.process.waitFor();
			if (code != 0) {
				throw new IOException(program.ending());
			}
		}
		catch (InterruptedException ex) {
			program.process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while a program of PostgreSQL ran", ex);
		}
	}

	/** Logged only at TRACE: a server's output may quote statements. */
	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				LOG.trace("{}", line);
				keep(line);
			}
		}
		catch (IOException ex) {
			LOG.trace("The output of a program of PostgreSQL has ended", ex);
		}
	}

	private synchronized void keep(String line) {
		this.lastLines.addLast(line);
		if (this.lastLines.size() > LAST_LINES) {
			this.lastLines.removeFirst();
		}
	}

	Process process() {
		return this.process;
	}

	/** Returns the exit code and last output of a program that has ended. */
	String ending() throws IOException {
		try {
			this.reader.join(1_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while the output of a program of PostgreSQL was read", ex);
		}
		synchronized (this) {
			return "PostgreSQL ended with exit code " + this.process.exitValue()
					+ (this.lastLines.isEmpty() ? "" : ": " + String.join(" | ", this.lastLines));
		}
	}

}
