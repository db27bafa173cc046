package dev.serai.gateway.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * The memory that all request bodies may take together: each caller with a key may send
 * large ones, and many at a time would exhaust the heap. A body takes its place as it is
 * read and gives it back when its call has ended.
 */
public final class BodySpace {

	private static final int UNIT = 1024;

	/** A body is held as bytes and, several times as large, as what was read of them. */
	private static final int SHARE_OF_HEAP = 16;

	private final Semaphore free;

	/**
	 * @param bytes for all bodies together
	 */
	BodySpace(long bytes) {
		this.free = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / UNIT));
	}

	/**
	 * A sixteenth of the heap, but room for one body of the largest size.
	 * @param maxBody the largest body, in bytes
	 */
	public static BodySpace ofHeap(int maxBody) {
		return new BodySpace(Math.max(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, (long) maxBody + UNIT));
	}

	/**
	 * @return what to {@link #release}
	 * @throws CallRefused 503 {@code overloaded} when the bodies of other calls take all
	 * of it
	 */
	int take(int bytes) {
		int units = (bytes + UNIT - 1) / UNIT;
		if (!this.free.tryAcquire(units)) {
			throw ApiError
				.unavailable("overloaded", "Serai holds as many large requests as it may; try again soon",
						Duration.ofSeconds(1))
				.refused();
		}
		return units;
	}

	void release(int units) {
		this.free.release(units);
	}

}
