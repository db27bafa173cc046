package dev.serai.gateway.simulator;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** A simulator that starts when the catalog first requests a URL. */
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

	/** Returns whether it has been started. */
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
