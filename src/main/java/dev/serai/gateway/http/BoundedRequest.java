package dev.serai.gateway.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import dev.serai.platform.error.ApiError;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request without a declared length, whose body cannot be read beyond the size limit.
 * Nothing is read in advance.
 */
public final class BoundedRequest extends HttpServletRequestWrapper {

	/**
	 * The request attribute with the error, for bodies that are read outside a route.
	 */
	public static final String REFUSED = BoundedRequest.class.getName() + ".refused";

	private final int maxBody;

	BoundedRequest(HttpServletRequest request, int maxBody) {
		super(request);
		this.maxBody = maxBody;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		return new Bounded(super.getInputStream());
	}

	@Override
	public BufferedReader getReader() throws IOException {
		return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
	}

	private final class Bounded extends ServletInputStream {

		private final ServletInputStream in;

		private int count;

		Bounded(ServletInputStream in) {
			this.in = in;
		}

		@Override
		public int read() throws IOException {
			int value = this.in.read();
			return (value < 0) ? value : counted(1, value);
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = this.in.read(target, offset, length);
			return (read < 0) ? read : counted(read, read);
		}

		private int counted(int more, int result) {
			this.count += more;
			if (this.count > BoundedRequest.this.maxBody) {
				ApiError error = ApiErrors.tooLarge(BoundedRequest.this.maxBody);
				setAttribute(REFUSED, error);
				throw error.refused();
			}
			return result;
		}

		@Override
		public boolean isFinished() {
			return this.in.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.in.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.in.setReadListener(listener);
		}

	}

}
