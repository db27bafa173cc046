package dev.serai.gateway.simulator;

import java.time.Duration;

/**
 * Settings of the simulated providers.
 *
 * @param firstToken the time of a typical model to its first token
 * @param tokensPerSecond the speed of a typical model after that, 1 to 1,000,000
 * @param failureRate the share of requests that fail at random, 0 to 1
 */
public record SimulatorSettings(Duration firstToken, int tokensPerSecond, double failureRate) {

	public SimulatorSettings {
		if (firstToken.isNegative()) {
			throw new IllegalArgumentException(
					"serai.simulator.first-token is " + firstToken + ": it can't be negative");
		}
		if (tokensPerSecond < 1 || tokensPerSecond > 1_000_000) {
			throw new IllegalArgumentException(
					"serai.simulator.tokens-per-second is " + tokensPerSecond + ": it must be 1 to 1000000");
		}
		if (!(failureRate >= 0 && failureRate <= 1)) {
			throw new IllegalArgumentException(
					"serai.simulator.failure-rate is " + failureRate + ": it must be 0 to 1");
		}
	}

	/** A fast, reliable provider with realistic delays. */
	public static SimulatorSettings defaults() {
		return new SimulatorSettings(Duration.ofMillis(120), 60, 0);
	}

}
