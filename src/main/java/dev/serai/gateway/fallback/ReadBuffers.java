package dev.serai.gateway.fallback;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers for what providers send. A stream borrows one while it has bytes at hand and
 * gives it back before it waits, so that a few serve thousands of streams.
 */
final class ReadBuffers {

	static final ReadBuffers SHARED = new ReadBuffers(64, 8 * 1024);

	private final BlockingQueue<byte[]> idle;

	private final int size;

	/**
	 * @param kept the most buffers that are kept for later
	 * @param size of a buffer, in bytes
	 */
	ReadBuffers(int kept, int size) {
		this.idle = new ArrayBlockingQueue<>(kept);
		this.size = size;
	}

	byte[] borrow() {
		byte[] buffer = this.idle.poll();
		return (buffer != null) ? buffer : new byte[this.size];
	}

	/** The buffer may be overwritten at once; it is dropped where enough are kept. */
	void giveBack(byte[] buffer) {
		this.idle.offer(buffer);
	}

}
