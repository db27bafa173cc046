package dev.serai.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process of the benchmark's, which ends with it. */
final class Program implements AutoCloseable {

	/** Where logs and data of the processes are. */
	static final Path HOME = Path.of("target", "benchmark");

	private final Process process;

	private final String name;

	private final Path log;

	private Program(Process process, String name, Path log) {
		this.process = process;
		this.name = name;
		this.log = log;
	}

	/** Starts a program; what it says goes to a log of its name. */
	static Program start(String name, List<String> command, Map<String, String> environment) throws IOException {
		Path log = Files.createDirectories(HOME).resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		Program program = new Program(process, name, log);
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return program;
	}

	/** The Java that runs the benchmark. */
	static String java(String tool) {
		return Path.of(System.getProperty("java.home"), "bin", tool).toString();
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	static boolean listens(int port) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Waits until the program is up.
	 * @throws IllegalStateException when it ended or took more than a minute
	 */
	void await(BooleanSupplier ready) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		while (!ready.getAsBoolean()) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				throw new IllegalStateException(this.name + " did not come up; see " + this.log);
			}
			Thread.sleep(10);
		}
	}

	ProcessHandle handle() {
		return this.process.toHandle();
	}

	/** The processor time that it has used, without its children. */
	Duration cpu() {
		return cpu(Stream.of(handle()));
	}

	static Duration cpu(Stream<ProcessHandle> processes) {
		return processes.map((process) -> process.info().totalCpuDuration().orElse(Duration.ZERO))
			.reduce(Duration.ZERO, Duration::plus);
	}

	/** The memory that it holds, in MiB. */
	double residentMib() throws IOException {
		try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(this.process.pid()), "status"))) {
			return status.filter((line) -> line.startsWith("VmRSS:"))
				.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
				.sum();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
