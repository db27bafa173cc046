package dev.serai.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

import dev.serai.gateway.call.ClientConnection;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request's body, which is read only after authentication. A caller who disconnects
 * while sending is treated as having sent nothing. The time for the body is measured on
 * the machine's clock, as the socket's own timeouts are.
 */
public final class RequestBody implements Supplier<byte[]> {

	private static final byte[] NOTHING = {};

	private static final int PIECE = 64 * 1024;

	private static final ApiError TOO_SLOW = ApiErrors.tooSlow();

	private final HttpServletRequest request;

	private final ClientConnection client;

	private final int maxBody;

	private final BodySpace space;

	private final Duration longestWait;

	private int taken;

	/**
	 * @param longestWait the time for the whole body
	 */
	public RequestBody(HttpServletRequest request, ClientConnection client, int maxBody, BodySpace space,
			Duration longestWait) {
		this.request = request;
		this.client = client;
		this.maxBody = maxBody;
		this.space = space;
		this.longestWait = longestWait;
	}

	/**
	 * @throws CallRefused 413 for a body that is too large, 408 for one that is too slow,
	 * 503 when there is no memory for it now
	 */
	@Override
	public byte[] get() {
		try {
			long until = System.nanoTime() + this.longestWait.toNanos();
			long length = this.request.getContentLengthLong();
			InputStream in = this.request.getInputStream();
			return (length >= 0 && length <= this.maxBody) ? known(in, (int) length, until) : unknown(in, until);
		}
		catch (IOException ex) {
			if (ex.getCause() instanceof SocketTimeoutException) {
				this.client.readNoFurther();
				throw TOO_SLOW.refused();
			}
			return NOTHING;
		}
	}

	private byte[] known(InputStream in, int length, long until) throws IOException {
		this.taken = this.space.take(length);
		byte[] body = new byte[length];
		int count = 0;
		while (count < length) {
			int read = in.read(body, count, length - count);
			if (read < 0) {
				return NOTHING;
			}
			count += read;
			checkTime(until);
		}
		return body;
	}

	/** Reads a chunked body, whose size is known only at its end. */
	private byte[] unknown(InputStream in, long until) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] piece = new byte[PIECE];
		for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
			if (body.size() + count > this.maxBody) {
				throw ApiErrors.tooLarge(this.maxBody).refused();
			}
			this.taken += this.space.take(count);
			body.write(piece, 0, count);
			checkTime(until);
		}
		return body.toByteArray();
	}

	private void checkTime(long until) {
		if (System.nanoTime() - until > 0) {
			this.client.readNoFurther();
			throw TOO_SLOW.refused();
		}
	}

	/** Releases the body's memory. */
	public void release() {
		if (this.taken > 0) {
			this.space.release(this.taken);
			this.taken = 0;
		}
	}

}
