package dev.serai.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Serai as it is shipped: the jar in a process of its own, with the options of the
 * README.
 */
final class SeraiProgram implements AutoCloseable {

	private static final String ADMIN_KEY = "benchmark-admin-key-0123456789abcdef";

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/** A counter of the virtual machine, in nanoseconds. */
	private static final String COMPILER_TIME = "java.ci.totalTime=";

	private static final Duration SLICE = Duration.ofSeconds(10);

	/** Of a slice: a twentieth of one processor's time. */
	private static final Duration AT_REST = SLICE.dividedBy(20);

	private static final int MOST_SLICES = 12;

	private final Program program;

	private final int port;

	private final Path data;

	private final Duration startTime;

	private SeraiProgram(Program program, int port, Path data, Duration startTime) {
		this.program = program;
		this.port = port;
		this.data = data;
		this.startTime = startTime;
	}

	/** Starts it and waits until it says that it is ready. */
	static SeraiProgram start(Path configuration, Path data) throws IOException, InterruptedException {
		return start(configuration, data, Map.of());
	}

	/**
	 * The same with more in its environment.
	 * @param more variables by their names
	 */
	static SeraiProgram start(Path configuration, Path data, Map<String, String> more)
			throws IOException, InterruptedException {
		return start(command(jar()), configuration, data, more);
	}

	/** The same, prepared for quick starts as the image is. */
	static SeraiProgram prepared(Path configuration, Path data, Path directory)
			throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("src/main/docker/prepare-start.sh", jar().toString(),
				directory.toString());
		String path = Path.of(Program.java("java")).getParent() + ":" + System.getenv("PATH");
		builder.environment().put("PATH", path);
		if (builder.inheritIO().start().waitFor() != 0) {
			throw new IllegalStateException("Serai could not be prepared");
		}
		List<String> command = new ArrayList<>(command(directory.resolve(jar().getFileName())));
		command.add(1, "-XX:AOTCache=" + directory.resolve("serai.aot"));
		return start(command, configuration, data, Map.of());
	}

	private static Path jar() {
		Path jar = Path.of(System.getProperty("serai.benchmark.jar", "target/serai.jar"));
		if (!Files.exists(jar)) {
			throw new IllegalStateException(jar + " is not there: run mvn package first");
		}
		return jar;
	}

	private static SeraiProgram start(List<String> command, Path configuration, Path data, Map<String, String> more)
			throws IOException, InterruptedException {
		int port = Program.freePort();
		int management = Program.freePort();
		long start = System.nanoTime();
		Map<String, String> environment = new HashMap<>(more);
		environment.putAll(Map.of("SERVER_PORT", Integer.toString(port), "MANAGEMENT_SERVER_PORT",
				Integer.toString(management), "SERAI_DATA_DIR", data.toString(), "SERAI_CONFIG_DIR",
				configuration.toString(), "SERAI_ADMIN_KEY", ADMIN_KEY, "OPENAI_API_KEY", "benchmark"));
		Program program = Program.start("serai", command, environment);
		HttpRequest readiness = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness"))
			.timeout(Duration.ofSeconds(5))
			.build();
		program.await(() -> isReady(readiness));
		return new SeraiProgram(program, port, data, Duration.ofNanos(System.nanoTime() - start));
	}

	private static List<String> command(Path jar) {
		return List.of(Program.java("java"), "-XX:+UseSerialGC", "-Xms96m", "-Xmx512m", "-jar", jar.toString());
	}

	private static boolean isReady(HttpRequest readiness) {
		try {
			return HTTP.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	/** A new key of a new team that nothing is set for. */
	String key() throws IOException, InterruptedException {
		return newKey(newTeam()).path("secret").asText();
	}

	/**
	 * A new key of a new team, with everything that there is to govern it: limits of key
	 * and team, budgets of key and team, none of which is ever reached.
	 */
	String governedKey() throws IOException, InterruptedException {
		String team = newTeam();
		JsonNode key = newKey(team);
		String id = key.path("id").asText();
		for (Map<String, String> subject : List.of(Map.of("scope", "team", "subject", team),
				Map.of("scope", "key", "subject", id))) {
			Map<String, Object> limit = new HashMap<>(subject);
			limit.putAll(Map.of("requestsPerMinute", 100_000_000, "tokensPerMinute", 100_000_000_000L,
					"concurrentCalls", 100_000));
			send("PUT", "/api/limits", limit);
		}
		send("POST", "/api/budgets",
				Map.of("scope", "team", "teamId", team, "period", "month", "limitUsd", "100000000"));
		send("POST", "/api/budgets", Map.of("scope", "key", "keyId", id, "period", "day", "limitUsd", "100000000"));
		return key.path("secret").asText();
	}

	private String newTeam() throws IOException, InterruptedException {
		return send("POST", "/api/teams", Map.of("name", "benchmark " + System.nanoTime())).path("id").asText();
	}

	private JsonNode newKey(String team) throws IOException, InterruptedException {
		return send("POST", "/api/keys", Map.of("teamId", team, "name", "benchmark"));
	}

	private JsonNode send(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + ADMIN_KEY)
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
			.build();
		HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() >= 300) {
			throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
		}
		return JSON.readTree(response.body());
	}

	int port() {
		return this.port;
	}

	/** From the process's start to readiness. */
	Duration startTime() {
		return this.startTime;
	}

	Program program() {
		return this.program;
	}

	/** The processor time that its database has used, which is no child of its. */
	Duration databaseCpu() {
		return Program.cpu(ProcessHandle.allProcesses().filter(this::isDatabase).flatMap(SeraiProgram::family));
	}

	private boolean isDatabase(ProcessHandle process) {
		return process.info()
			.commandLine()
			.filter((line) -> line.contains("postgres") && line.contains(this.data.toString()))
			.isPresent() && process.pid() != this.program.handle().pid();
	}

	private static Stream<ProcessHandle> family(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants());
	}

	/** What is on the heap after a full collection, in bytes. */
	long liveHeap() throws IOException, InterruptedException {
		Process histogram = new ProcessBuilder(Program.java("jcmd"), Long.toString(this.program.handle().pid()),
				"GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		try (Stream<String> lines = histogram.inputReader().lines()) {
			String total = lines.reduce("", (last, line) -> line.startsWith("Total") ? line : last);
			return Long.parseLong(total.strip().split("\\s+")[2]);
		}
		finally {
			histogram.waitFor();
		}
	}

	/**
	 * Loads it until its compiler has come to rest, so that what is measured next is what
	 * a program that has run for some minutes does and costs.
	 */
	void warmUp(Target target, int connections) throws Exception {
		Duration before = compilerTime();
		for (int i = 0; i < MOST_SLICES; i++) {
			LoadGenerator.forTime(target, connections, SLICE).complete();
			Duration after = compilerTime();
			if (after.minus(before).compareTo(AT_REST) <= 0) {
				return;
			}
			before = after;
		}
	}

	/** For how long its compiler has been at work since the start. */
	private Duration compilerTime() throws IOException, InterruptedException {
		Process counters = new ProcessBuilder(Program.java("jcmd"), Long.toString(this.program.handle().pid()),
				"PerfCounter.print")
			.redirectErrorStream(true)
			.start();
		try (Stream<String> lines = counters.inputReader().lines()) {
			return Duration.ofNanos(lines.filter((line) -> line.startsWith(COMPILER_TIME))
				.mapToLong((line) -> Long.parseLong(line.substring(COMPILER_TIME.length())))
				.sum());
		}
		finally {
			counters.waitFor();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.program.close();
	}

}
