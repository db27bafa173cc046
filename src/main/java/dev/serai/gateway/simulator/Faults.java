package dev.serai.gateway.simulator;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.serai.gateway.simulator.Refusal.Kind;

/** Fails a share of the requests at random, as overloaded providers do. */
final class Faults {

	private static final Kind[] KINDS = { Kind.RATE_LIMITED, Kind.INTERNAL, Kind.OVERLOADED };

	private final double rate;

	private final Supplier<? extends RandomGenerator> random;

	/**
	 * @param rate the share of failures, 0 to 1
	 * @param random called on the thread of each request
	 */
	Faults(double rate, Supplier<? extends RandomGenerator> random) {
		this.rate = rate;
		this.random = random;
	}

	/**
	 * Lets a request pass or fails it.
	 * @throws Refusal when it fails
	 */
	void strike() {
		RandomGenerator dice = this.random.get();
		if (dice.nextDouble() < this.rate) {
			Kind kind = KINDS[dice.nextInt(KINDS.length)];
			throw new Refusal(kind, "Simulated failure: " + switch (kind) {
				case RATE_LIMITED ->
					"the rate limit is reached, retry in " + ProviderEmulator.RETRY_AFTER_SECONDS + " s";
				case INTERNAL -> "an internal error occurred";
				default -> "the model is overloaded";
			});
		}
	}

}
