package dev.serai.benchmark;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When a provider is down: in windows of random length at random times, a given share of
 * the time in the long run. Repeatable by its seed.
 */
final class Outages {

	private static final Duration DOWN = Duration.ofMillis(200);

	private final SplittableRandom random;

	private final double share;

	private boolean down;

	private long changesAt;

	Outages(double share, long seed, long now) {
		this.share = share;
		// Not Random, whose first numbers are nearly the same for seeds that are.
		this.random = new SplittableRandom(seed);
		this.changesAt = now + next();
	}

	/** Whether it is down at this time, which never runs backwards. */
	boolean at(long now) {
		while (now >= this.changesAt) {
			this.down = !this.down;
			this.changesAt += next();
		}
		return this.down;
	}

	/** How long the present state holds; exponentially distributed. */
	private long next() {
		double mean = this.down ? DOWN.toNanos() : DOWN.toNanos() * (1 - this.share) / this.share;
		return (long) (-Math.log(1 - this.random.nextDouble()) * mean);
	}

}
