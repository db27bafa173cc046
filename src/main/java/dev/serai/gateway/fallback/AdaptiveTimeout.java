package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a deployment may take to the first byte of an answer while another could be
 * asked instead. It starts with a short limit, and is never below four times what the
 * deployment's answers took of late. Running out of time alone proves nothing, for a
 * deployment that hangs does that, too. But where the next deployment took longer for the
 * same request than the first was given, the first one's limit doubles, up to the
 * provider's own.
 */
public final class AdaptiveTimeout {

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

	/** An answer had not begun after so long, and the request needed longer elsewhere. */
	public void timedOut(String deployment, boolean stream, Duration limit) {
		this.usual.merge(new Key(deployment, stream), 2 * limit.toMillis() / 1e3 / MARGIN, Math::max);
	}

	private record Key(String deployment, boolean stream) {
	}

}
