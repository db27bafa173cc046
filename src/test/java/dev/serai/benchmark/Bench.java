package dev.serai.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** All that a measurement needs: the fake provider, nginx if there is one, and Serai. */
final class Bench implements AutoCloseable {

	private final Path directory;

	private final Path configuration;

	private final int providerPort;

	private final Program provider;

	private final int nginxPort;

	private final Optional<Program> nginx;

	private @Nullable SeraiProgram serai;

	private String key = "";

	private Bench(Path directory) throws IOException, InterruptedException {
		this.directory = directory;
		this.providerPort = Program.freePort();
		this.provider = FakeProvider.start("provider", this.providerPort, StreamScenario.TOKEN_INTERVAL);
		this.nginxPort = Program.freePort();
		this.nginx = Nginx.start(directory, this.providerPort, this.nginxPort);
		this.configuration = BenchmarkConfiguration.write(directory, this.providerPort, Program.freePort());
	}

	static Bench open() throws IOException, InterruptedException {
		Path directory = Program.HOME.resolve("run-" + ProcessHandle.current().pid()).toAbsolutePath();
		return new Bench(Files.createDirectories(directory));
	}

	/** Serai, started when first asked for. */
	SeraiProgram serai() throws IOException, InterruptedException {
		SeraiProgram running = this.serai;
		return (running != null) ? running : restart();
	}

	/** A freshly started Serai with the data of the one before. */
	SeraiProgram restart() throws IOException, InterruptedException {
		if (this.serai != null) {
			this.serai.close();
			this.serai = null;
		}
		SeraiProgram started = SeraiProgram.start(this.configuration, this.directory.resolve("data"));
		this.serai = started;
		if (this.key.isEmpty()) {
			this.key = started.governedKey();
		}
		return started;
	}

	/** As {@link #restart}, prepared for quick starts. */
	SeraiProgram restartPrepared() throws IOException, InterruptedException {
		if (this.serai != null) {
			this.serai.close();
			this.serai = null;
		}
		SeraiProgram started = SeraiProgram.prepared(this.configuration, this.directory.resolve("data"),
				this.directory.resolve("prepared"));
		this.serai = started;
		return started;
	}

	/** The provider itself. */
	Target direct(boolean stream) {
		return Target.chat(this.providerPort, "benchmark", "bench", stream);
	}

	/** The provider through nginx; nothing where it is not installed. */
	Optional<Target> nginx() {
		return this.nginx.map((program) -> Target.chat(this.nginxPort, "benchmark", "bench", false));
	}

	/** A model at Serai for a team that nothing is set for: no limits, no budgets. */
	Target ungoverned(String model, boolean stream) throws IOException, InterruptedException {
		return Target.chat(serai().port(), serai().key(), model, stream);
	}

	/** Another Serai that shares its limits through a Redis. */
	SeraiProgram sharing(String redis) throws IOException, InterruptedException {
		return SeraiProgram.start(this.configuration, this.directory.resolve("data-sharing"),
				Map.of("SPRING_DATA_REDIS_URL", redis));
	}

	/** A model at Serai, with everything on. */
	Target serai(String model, boolean stream) throws IOException, InterruptedException {
		return Target.chat(serai().port(), this.key, model, stream);
	}

	/** The models of a bad provider at Serai, one after the other. */
	Target seraiFallingBack(String provider, boolean stream) throws IOException, InterruptedException {
		return Target.chat(serai().port(), this.key,
				(number) -> provider + "-" + number % BenchmarkConfiguration.MODELS, stream);
	}

	@Override
	public void close() throws InterruptedException {
		if (this.serai != null) {
			this.serai.close();
		}
		if (this.nginx.isPresent()) {
			this.nginx.get().close();
		}
		this.provider.close();
	}

}
