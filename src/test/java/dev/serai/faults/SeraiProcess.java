package dev.serai.faults;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.serai.Serai;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FreePort;
import dev.serai.testing.Gateway;

/**
 * The program in a process of its own, which can be killed and started again on the same
 * data directory and ports.
 */
final class SeraiProcess implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<String, String> environment = new LinkedHashMap<>();

	private final Path data;

	private final int port;

	private final int managementPort;

	private Process process;

	/**
	 * @param settings environment variables beside those of ports and directories
	 */
	SeraiProcess(Map<String, String> settings) throws IOException {
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
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto", "-cp", classPath(),
				Serai.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
		builder.environment().putAll(this.environment);
		Process begun = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
		return begun;
	}

	/** The class path of this test, whoever runs it. */
	private static String classPath() {
		if (Serai.class.getClassLoader() instanceof URLClassLoader loader) {
			return Arrays.stream(loader.getURLs())
				.map(url -> Path.of(URI.create(url.toString())).toString())
				.collect(Collectors.joining(File.pathSeparator));
		}
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	/** Starts it again. */
	void start() throws IOException {
		this.process = begin();
	}

	/** Ends it with SIGKILL, and waits until it is gone. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Asks it to end with SIGTERM. */
	void terminate() {
		this.process.destroy();
	}

	/** Whether it ended by itself in time. */
	boolean ended(Duration within) throws InterruptedException {
		return this.process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Waits until it is ready. */
	void awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
		while (health() != 200) {
			if (!this.process.isAlive() || System.nanoTime() - deadline > 0) {
				throw new AssertionError("Serai did not come up; see " + log());
			}
			Thread.sleep(20);
		}
	}

	/** The readiness check's status; 0 when nobody answers. */
	int health() {
		return health("readiness");
	}

	/** The status of a check; 0 when nobody answers. */
	int health(String check) {
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
	String key() throws IOException {
		return Files.readString(this.data.resolve("first.key")).strip();
	}

	URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	Path data() {
		return this.data;
	}

	/** How often it has found records of an earlier run. */
	long recoveries() throws IOException {
		try (Stream<String> lines = Files.lines(log())) {
			return lines.filter(line -> line.contains("of an earlier run")).count();
		}
	}

	/** What it said, in all its lives. */
	Path log() {
		return this.data.resolve("log.txt");
	}

	@Override
	public void close() throws InterruptedException {
		kill();
	}

}
