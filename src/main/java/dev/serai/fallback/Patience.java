package dev.serai.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a deployment may take to the first byte of an answer while another could be
 * asked instead. It starts with the policy's limit. A plain (not streamed) answer shows
 * its first byte only when it is complete, so a deployment that proves to need longer is
 * given longer: the limit doubles with each time-out, up to the provider's own limit, and
 * is never below four times what its plain answers took of late. A hung deployment gains
 * nothing by it: its breaker opens.
 */
public final class Patience {

	private static final int MARGIN = 4;

	private static final double WEIGHT = 0.2;

	private final ConcurrentHashMap<String, Double> usual = new ConcurrentHashMap<>();

	/**
	 * The limit for an attempt.
	 * @param stream whether the answer is streamed: its first byte comes early, so its
	 * limit is fixed
	 * @param policy the policy's limit
	 * @param most the provider's own limit
	 * @param alternatives whether another deployment could be asked instead
	 */
	public Duration limit(String deployment, boolean stream, Duration policy, Duration most, boolean alternatives) {
		if (stream) {
			return min(policy, most);
		}
		if (!alternatives) {
			return most;
		}
		double seconds = this.usual.getOrDefault(deployment, 0d) * MARGIN;
		Duration learnt = Duration.ofMillis((long) (seconds * 1000));
		return min((learnt.compareTo(policy) > 0) ? learnt : policy, most);
	}

	/** A plain answer took so long. */
	public void answered(String deployment, long nanos) {
		this.usual.merge(deployment, nanos / 1e9, (old, now) -> (now > old) ? now : old + WEIGHT * (now - old));
	}

	/** A plain answer had not come after so long. */
	public void timedOut(String deployment, Duration limit) {
		this.usual.merge(deployment, 2 * limit.toMillis() / 1e3 / MARGIN, Math::max);
	}

	private static Duration min(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

}
