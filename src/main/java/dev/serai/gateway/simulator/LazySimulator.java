package dev.serai.gateway.simulator;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The simulator, started when the catalog asks for the first address. */
public final class LazySimulator implements Function<String, URI>, AutoCloseable {

	private final SimulatorSettings settings;

	private final InstantSource clock;

	private @Nullable Simulator running;

	public LazySimulator(SimulatorSettings settings, InstantSource clock) {
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	public URI apply(String protocol) {
		if (this.running == null) {
			this.running = Simulator.start(this.settings, this.clock);
		}
		return URI.create(this.running.baseUrl(protocol));
	}

	/** Whether it has been asked for. */
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public void close() {
		if (this.running != null) {
			this.running.close();
		}
	}

}
