package dev.serai.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.serai.platform.database.embedded.RealDatabase;

/**
 * The program in a process of its own, which can be killed and started again on the same
 * data directory and ports.
 */
public final class SeraiProcess implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/** With much of it young a start is collected less often. */
	private static final String[] HEAP = { "-Xmx512m", "-Xmn256m" };

	private final Map<String, String> environment = new LinkedHashMap<>();

	private final List<String> command;

	private final Path data;

	private final int port;

	private final int managementPort;

	private Process process;

	/**
	 * @param settings environment variables beside those of ports and directories
	 */
	public SeraiProcess(Map<String, String> settings) throws IOException {
		this(PreparedProgram.command(HEAP), settings);
	}

	SeraiProcess(List<String> command, Map<String, String> settings) throws IOException {
		this.command = command;
		this.data = Files.createTempDirectory("serai-process");
		RealDatabase.programsIn(this.data);
		this.port = FreePort.next();
		this.managementPort = FreePort.next();
		this.environment.putAll(Map.of("SERVER_PORT", Integer.toString(this.port), "MANAGEMENT_SERVER_PORT",
				Integer.toString(this.managementPort), "SERVER_ADDRESS", "127.0.0.1", "MANAGEMENT_SERVER_ADDRESS",
				"127.0.0.1", "SERAI_DATA_DIR", this.data.toString(), "SERAI_CONFIG_DIR",
				Path.of("config").toAbsolutePath().toString(), "SERAI_ADMIN_KEY", Gateway.ADMIN_KEY));
		this.environment.putAll(settings);
		this.process = begin();
	}

	private Process begin() throws IOException {
		ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
		builder.environment().putAll(this.environment);
		Process begun = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
		return begun;
	}

	/** Starts it again. */
	public void start() throws IOException {
		this.process = begin();
	}

	/** Ends it with SIGKILL, and waits until it is gone. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** Asks it to end with SIGTERM. */
	public void terminate() {
		this.process.destroy();
	}

	/** Whether it ended by itself in time. */
	public boolean ended(Duration within) throws InterruptedException {
		return this.process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Waits until it is ready. */
	public void awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
		while (health() != 200) {
			if (!this.process.isAlive() || System.nanoTime() - deadline > 0) {
				throw new AssertionError("Serai did not come up; see " + log());
			}
			Thread.sleep(20);
		}
	}

	/** The readiness check's status; 0 when nobody answers. */
	public int health() {
		return health("readiness");
	}

	/** The status of a check; 0 when nobody answers. */
	public int health(String check) {
		try {
			return HTTP
				.send(HttpRequest
					.newBuilder(URI.create("http://127.0.0.1:" + this.managementPort + "/actuator/health/" + check))
					.timeout(Duration.ofSeconds(2))
					.build(), BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException ex) {
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 0;
		}
	}

	/** The secret of the key that the first start makes. */
	public String key() throws IOException {
		return Files.readString(this.data.resolve("first.key")).strip();
	}

	public URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	public Path data() {
		return this.data;
	}

	/** How often it has found records of an earlier run. */
	public long recoveries() throws IOException {
		try (Stream<String> lines = Files.lines(log())) {
			return lines.filter(line -> line.contains("of an earlier run")).count();
		}
	}

	/** What it said, in all its lives. */
	public Path log() {
		return this.data.resolve("log.txt");
	}

	@Override
	public void close() throws InterruptedException {
		kill();
	}

}
