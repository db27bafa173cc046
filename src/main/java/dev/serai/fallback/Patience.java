package dev.serai.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a deployment may take to the first byte of an answer while another could be
 * asked instead. It starts with a short limit, and is never below four times what the
 * deployment's answers took of late. A plain answer shows its first byte only when it is
 * complete, so a plain answer that does not come in time also doubles the limit, up to
 * the provider's own: a deployment that needs longer gets it, and a hung one is left to
 * its breaker.
 */
public final class Patience {

	private static final int MARGIN = 4;

	private static final double WEIGHT = 0.2;

	private final ConcurrentHashMap<Key, Double> usual = new ConcurrentHashMap<>();

	/**
	 * The limit for an attempt.
	 * @param stream whether the answer is streamed: such are learnt about apart
	 * @param least the limit to start with
	 * @param most the provider's own limit, which holds alone where nobody else could be
	 * asked
	 * @param alternatives whether another deployment could be asked instead
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

	/** The first byte of an answer took so long. */
	public void answered(String deployment, boolean stream, long nanos) {
		this.usual.merge(new Key(deployment, stream), nanos / 1e9,
				(old, now) -> (now > old) ? now : old + WEIGHT * (now - old));
	}

	/** A plain answer had not come after so long. */
	public void timedOut(String deployment, Duration limit) {
		this.usual.merge(new Key(deployment, false), 2 * limit.toMillis() / 1e3 / MARGIN, Math::max);
	}

	private record Key(String deployment, boolean stream) {
	}

}
