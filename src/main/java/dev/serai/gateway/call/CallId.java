package dev.serai.gateway.call;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Creates and reads call ids: UUIDs of version 7 (RFC 9562), which begin with the
 * millisecond at which the call was received. Ids sort by time, and the id alone
 * identifies the monthly partition that holds the call's record.
 */
public final class CallId {

	private static final long VERSION_7 = 0x7000L;

	private static final long VARIANT = 0x8000000000000000L;

	private CallId() {
	}

	/** Returns a new id for a call that is received now. It is unique, but not secret. */
	public static UUID next(Clock clock) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new UUID(clock.millis() << 16 | VERSION_7 | random.nextInt(0x1000), VARIANT | random.nextLong() >>> 2);
	}

	/** Returns when the call with this id was received, to the millisecond. */
	public static Instant receivedAt(UUID id) {
		return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
	}

}
