package dev.serai.road;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

import dev.serai.call.CallRefused;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request's body, read only once it is known who calls. A caller who leaves while
 * sending has sent nothing.
 */
final class RequestBody implements Supplier<byte[]> {

	private static final byte[] NOTHING = {};

	private static final int PIECE = 64 * 1024;

	private final HttpServletRequest request;

	private final int maxBody;

	private final BodySpace space;

	private int taken;

	RequestBody(HttpServletRequest request, int maxBody, BodySpace space) {
		this.request = request;
		this.maxBody = maxBody;
		this.space = space;
	}

	/**
	 * @throws CallRefused 413 for a body that is too large, 503 when there is no room for
	 * it now
	 */
	@Override
	public byte[] get() {
		try {
			long length = this.request.getContentLengthLong();
			InputStream in = this.request.getInputStream();
			return (length >= 0 && length <= this.maxBody) ? known(in, (int) length) : unknown(in);
		}
		catch (IOException ex) {
			return NOTHING;
		}
	}

	private byte[] known(InputStream in, int length) throws IOException {
		this.taken = this.space.take(length);
		byte[] body = in.readNBytes(length);
		return (body.length == length) ? body : NOTHING;
	}

	/** Sent in chunks: how much it is shows only as it comes. */
	private byte[] unknown(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] piece = new byte[PIECE];
		for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
			if (body.size() + count > this.maxBody) {
				throw ApiErrors.tooLarge(this.maxBody).refused();
			}
			this.taken += this.space.take(count);
			body.write(piece, 0, count);
		}
		return body.toByteArray();
	}

	/** The body is not needed any more. */
	void release() {
		if (this.taken > 0) {
			this.space.release(this.taken);
			this.taken = 0;
		}
	}

}
