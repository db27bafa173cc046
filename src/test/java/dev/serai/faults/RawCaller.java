package dev.serai.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.serai.testing.Gateway;

/** A caller who writes and reads bytes, and can leave in every way that TCP has. */
final class RawCaller implements AutoCloseable {

	private final Socket socket;

	private final InputStream in;

	private final String key;

	RawCaller(Gateway gateway) throws IOException {
		this(gateway.port(), gateway.key());
	}

	private RawCaller(int port, String key) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(15_000);
		this.in = new BufferedInputStream(this.socket.getInputStream());
		this.key = key;
	}

	/** To another port than the callers', and without a key. */
	static RawCaller to(int port) throws IOException {
		return new RawCaller(port, "");
	}

	RawCaller send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	RawCaller send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
		return this;
	}

	/** Asks for a chat completion. */
	RawCaller chat(String body) throws IOException {
		return chat(body.getBytes(StandardCharsets.UTF_8));
	}

	RawCaller chat(byte[] body) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(("POST /v1/chat/completions HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + this.key
				+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		all.writeBytes(body);
		return send(all.toByteArray());
	}

	/** Asks in another version of HTTP, with more headers, a line each. */
	RawCaller chat(String version, String headers, String body) throws IOException {
		return send("POST /v1/chat/completions HTTP/" + version + "\r\nHost: serai\r\nAuthorization: Bearer " + this.key
				+ "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
	}

	/** All bytes up to the end of the connection; fails if that is a reset. */
	String readToTheEnd() throws IOException {
		return new String(this.in.readAllBytes(), StandardCharsets.UTF_8);
	}

	/** Reads one answer to its end. */
	Answer read() throws IOException {
		Answer head = readHead();
		return new Answer(head.status(), head.headers(), body(head), false);
	}

	/**
	 * Reads one streamed answer to its end, or up to the error event after which the
	 * gateway aborts the connection.
	 */
	Answer readStream() throws IOException {
		Answer head = readHead();
		if (!"chunked".equals(head.headers().get("transfer-encoding"))) {
			return new Answer(head.status(), head.headers(), body(head), false);
		}
		StringBuilder body = new StringBuilder();
		try {
			for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
				body.append(new String(chunk, StandardCharsets.UTF_8));
			}
			return new Answer(head.status(), head.headers(), body.toString(), false);
		}
		catch (EOFException ex) {
			if (body.indexOf("data: {\"error\":") < 0 || body.indexOf("[DONE]") >= 0) {
				throw ex;
			}
			return new Answer(head.status(), head.headers(), body.toString(), true);
		}
	}

	/** Reads a status line and headers; the body stays on the line. */
	Answer readHead() throws IOException {
		String[] status = line().split(" ", 3);
		Map<String, String> headers = new TreeMap<>();
		for (String header = line(); !header.isEmpty(); header = line()) {
			int colon = header.indexOf(':');
			headers.merge(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip(),
					(one, other) -> one + ", " + other);
		}
		return new Answer(Integer.parseInt(status[1]), headers, "", false);
	}

	private String body(Answer head) throws IOException {
		String length = head.headers().get("content-length");
		if (length != null) {
			return new String(this.in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
		}
		if (!"chunked".equals(head.headers().get("transfer-encoding"))) {
			return new String(this.in.readAllBytes(), StandardCharsets.UTF_8);
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
			body.writeBytes(chunk);
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	/** The next chunk of a chunked answer; empty at the end. */
	byte[] readChunk() throws IOException {
		byte[] chunk = this.in.readNBytes(Integer.parseInt(line(), 16));
		line();
		return chunk;
	}

	/** Whether the gateway has closed the line. */
	boolean isAtEnd() throws IOException {
		return this.in.read() < 0;
	}

	/** Leaves with a reset. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	/** Leaves in good order, with a FIN. */
	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private String line() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
			if (b < 0) {
				throw new EOFException();
			}
			if (b != '\r') {
				bytes.write(b);
			}
		}
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * An answer.
	 *
	 * @param headers by lower-case name
	 * @param aborted whether it ended with the connection
	 */
	record Answer(int status, Map<String, String> headers, String body, boolean aborted) {

		/** Whether the connection is of no use any more. */
		boolean isLast() {
			return this.aborted || "close".equals(this.headers.get("connection"));
		}

	}

}
