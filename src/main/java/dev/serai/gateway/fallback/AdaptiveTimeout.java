package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sets how long a deployment may take to the first byte of an answer while another one
 * could be tried instead. The timeout starts at a short limit and is at least four times
 * what the deployment's recent answers took. A timeout alone does not raise it, because a
 * deployment that hangs times out, too. But when the next deployment took longer for the
 * same request than the first was given, the first one's timeout doubles, up to the
 * provider's own.
 */
public final class AdaptiveTimeout {

	private static final int MARGIN = 4;

	private static final double WEIGHT = 0.2;

	private final ConcurrentHashMap<Key, Double> usual = new ConcurrentHashMap<>();

	/**
	 * Returns the timeout for an attempt.
	 * @param stream whether the answer is streamed; streamed answers are measured
	 * separately
	 * @param least the initial timeout
	 * @param most the provider's own timeout, which applies alone where no other
	 * deployment could be tried
	 * @param alternatives whether another deployment could be tried instead
	 */
	public Duration limit(String deployment, boolean stream, Duration least, Duration most, boolean alternatives) {
		if (!alternatives) {
			return most;
		}
		double seconds = this.usual.getOrDefault(new Key(deployment, stream), 0d) * MARGIN;
		Duration learnt = Duration.ofMillis((long) (seconds * 1000));
		Duration limit = (learnt.compareTo(least) > 0) ? learnt : least;
		return (limit.compareTo(most) < 0) ? limit : most;
	}

	/** Records the time to the first byte of an answer. */
	public void answered(String deployment, boolean stream, long nanos) {
		this.usual.merge(new Key(deployment, stream), nanos / 1e9,
				(old, now) -> (now > old) ? now : old + WEIGHT * (now - old));
	}

	/**
	 * Records a timeout for a request that took longer than that at another deployment.
	 */
	public void timedOut(String deployment, boolean stream, Duration limit) {
		this.usual.merge(new Key(deployment, stream), 2 * limit.toMillis() / 1e3 / MARGIN, Math::max);
	}

	private record Key(String deployment, boolean stream) {
	}

}
