package dev.serai.gateway.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Limits the memory of all request bodies together: every caller with a key may send
 * large ones, and many at a time would exhaust the heap. A body takes its space as it is
 * read and releases it when its call ends.
 */
public final class BodySpace {

	private static final int UNIT = 1024;

	/**
	 * One part in this many of the heap: a body exists as bytes and, several times as
	 * large, in parsed form.
	 */
	private static final int SHARE_OF_HEAP = 16;

	private final Semaphore free;

	/**
	 * @param bytes for all bodies together
	 */
	BodySpace(long bytes) {
		this.free = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / UNIT));
	}

	/**
	 * Uses a sixteenth of the heap, but at least the size of the largest body.
	 * @param maxBody the largest body, in bytes
	 */
	public static BodySpace ofHeap(int maxBody) {
		return new BodySpace(Math.max(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, (long) maxBody + UNIT));
	}

	/**
	 * @return the amount to {@link #release}
	 * @throws CallRefused 503 {@code overloaded} when the bodies of other calls take all
	 * the space
	 */
	int take(int bytes) {
		int units = (bytes + UNIT - 1) / UNIT;
		if (!this.free.tryAcquire(units)) {
			throw ApiError
				.unavailable("overloaded", "Serai is at its limit for large requests; try again soon",
						Duration.ofSeconds(1))
				.refused();
		}
		return units;
	}

	void release(int units) {
		this.free.release(units);
	}

}
