package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Measures the recent speed and reliability of each deployment. Observations decay
 * exponentially. A deployment without observations for some minutes counts as new, so one
 * that was slow is tried again. Thread-safe and lock-free. Keeps a small record for every
 * observed deployment, so pass only ids of the catalog.
 */
public final class LiveMetrics {

	private final Map<String, Meter> meters = new ConcurrentHashMap<>();

	private final double halfLifeNanos;

	private final LongSupplier nanos;

	/**
	 * @param halfLife the age at which an observation counts half
	 * @param nanos a monotonic clock, as {@link System#nanoTime}
	 */
	public LiveMetrics(Duration halfLife, LongSupplier nanos) {
		this.halfLifeNanos = halfLife.toNanos();
		this.nanos = nanos;
	}

	public void observe(String deploymentId, Observation observation) {
		meter(deploymentId).observe(observation, this.nanos.getAsLong(), this.halfLifeNanos);
	}

	/** Returns the current figures of a deployment. */
	public Snapshot snapshot(String deploymentId) {
		Meter meter = this.meters.get(deploymentId);
		if (meter == null) {
			return Snapshot.of(Sums.none(0));
		}
		return Snapshot.of(read(meter, this.nanos.getAsLong()));
	}

	long now() {
		return this.nanos.getAsLong();
	}

	Sums read(Meter meter, long now) {
		return meter.sums.get().at(now, this.halfLifeNanos);
	}

	Meter meter(String deploymentId) {
		Meter meter = this.meters.get(deploymentId);
		return (meter != null) ? meter
				: this.meters.computeIfAbsent(deploymentId, id -> new Meter(this.nanos.getAsLong()));
	}

	/** One deployment's sums. */
	static final class Meter {

		private final AtomicReference<Sums> sums;

		private Meter(long now) {
			this.sums = new AtomicReference<>(Sums.none(now));
		}

		private void observe(Observation observation, long now, double halfLifeNanos) {
			this.sums.updateAndGet(before -> before.at(now, halfLifeNanos).plus(observation));
		}

	}

	/**
	 * Figures of a deployment at one moment.
	 *
	 * @param calls the decayed number of calls behind the figures
	 * @param errorRate the share that failed, 0 to 1, lowered where there are few calls
	 * @param firstTokenMs mean time to the first token, in milliseconds; empty when none
	 * was timed
	 * @param tokensPerSecond speed of generation; empty when none was timed
	 * @param outputTokens mean length of an answer; empty when there was none
	 */
	public record Snapshot(double calls, double errorRate, OptionalDouble firstTokenMs, OptionalDouble tokensPerSecond,
			OptionalDouble outputTokens) {

		private static Snapshot of(Sums sums) {
			return new Snapshot(sums.calls(), sums.errorRate(), quotient(sums.firstTokenMs(), sums.firstTokens()),
					quotient(sums.tokens() * 1000, sums.generationMs()), quotient(sums.tokens(), sums.answers()));
		}

		private static OptionalDouble quotient(double sum, double count) {
			return (count > 0) ? OptionalDouble.of(sum / count) : OptionalDouble.empty();
		}

	}

}
