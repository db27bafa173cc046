package dev.serai.gateway.fallback;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Call;

/**
 * The body of a provider's response. Finds where the answer itself begins, and adds the
 * time spent waiting for bytes to the call. One per attempt, not thread-safe.
 */
final class AnswerBody extends InputStream {

	private static final int FIRST_READ = 1024;

	private static final byte[] NOTHING = {};

	private final Call call;

	private final InputStream in;

	private final LongSupplier nanoClock;

	/** Bytes that were read to find the beginning and have not been returned yet. */
	private byte[] ahead = NOTHING;

	private int position;

	private int end;

	/**
	 * @param in owned and closed by this object
	 */
	AnswerBody(Call call, InputStream in, LongSupplier nanoClock) {
		this.call = call;
		this.in = in;
		this.nanoClock = nanoClock;
	}

	/**
	 * Waits until the answer begins. Drops what comes before it and only keeps the
	 * connection open.
	 * @param events whether the answer may be a stream of events
	 * @return the answer's first byte, which the next read returns again; -1 when the
	 * body ends without an answer
	 */
	int begin(boolean events) throws IOException {
		KeepAlive keepAlive = new KeepAlive(events);
		byte[] bytes = new byte[FIRST_READ];
		for (int count = wire(bytes, 0, FIRST_READ); count >= 0; count = wire(bytes, 0, FIRST_READ)) {
			int first = keepAlive.skip(bytes, 0, count);
			if (first < count) {
				this.ahead = bytes;
				this.position = first;
				this.end = count;
				return bytes[first] & 0xff;
			}
		}
		return -1;
	}

	@Override
	public int read() throws IOException {
		if (this.position < this.end) {
			byte next = this.ahead[this.position];
			passed(1);
			return next & 0xff;
		}
		long before = this.nanoClock.getAsLong();
		try {
			return this.in.read();
		}
		finally {
			this.call.waited(this.nanoClock.getAsLong() - before);
		}
	}

	@Override
	public int available() throws IOException {
		return this.end - this.position + this.in.available();
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		if (this.position == this.end) {
			return wire(target, offset, length);
		}
		int count = Math.min(length, this.end - this.position);
		System.arraycopy(this.ahead, this.position, target, offset, count);
		passed(count);
		return count;
	}

	private void passed(int count) {
		this.position += count;
		if (this.position == this.end) {
			this.ahead = NOTHING;
			this.position = 0;
			this.end = 0;
		}
	}

	private int wire(byte[] target, int offset, int length) throws IOException {
		long before = this.nanoClock.getAsLong();
		try {
			return this.in.read(target, offset, length);
		}
		finally {
			this.call.waited(this.nanoClock.getAsLong() - before);
		}
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
