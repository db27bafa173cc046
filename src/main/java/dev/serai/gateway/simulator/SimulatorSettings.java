package dev.serai.gateway.simulator;

import java.time.Duration;

/**
 * How the simulated providers behave.
 *
 * @param firstToken how long a typical model takes to its first token
 * @param tokensPerSecond how fast a typical model speaks after it, 1 to 1,000,000
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

	/** A quick, reliable provider that still feels like one. */
	public static SimulatorSettings defaults() {
		return new SimulatorSettings(Duration.ofMillis(120), 60, 0);
	}

}
