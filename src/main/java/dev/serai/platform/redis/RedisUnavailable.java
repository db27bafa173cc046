package dev.serai.platform.redis;

/** Redis did not answer in time, or is known not to. Whoever asks can do without. */
public final class RedisUnavailable extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RedisUnavailable(String message) {
		// Thrown at the rate of calls while Redis is down: where it came from is no news.
		super(message, null, false, false);
	}

}
