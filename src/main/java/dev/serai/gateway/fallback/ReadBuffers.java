package dev.serai.gateway.fallback;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A pool of buffers for reading from providers. A stream borrows one only while it has
 * bytes to read and returns it before it waits, so a few buffers serve thousands of
 * streams.
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

	/**
	 * Returns a buffer to the pool, where it may be overwritten at once; it is dropped
	 * when the pool is full.
	 */
	void giveBack(byte[] buffer) {
		this.idle.offer(buffer);
	}

}
