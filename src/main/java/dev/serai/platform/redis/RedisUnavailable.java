package dev.serai.platform.redis;

/** Redis did not answer in time, or is known to be down. Callers work without it. */
public final class RedisUnavailable extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RedisUnavailable(String message) {
		// No stack trace: thrown for each call while Redis is down.
		super(message, null, false, false);
	}

}
