package dev.serai.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider that does what a test's script says, byte by byte: it can answer, dribble,
 * stall, cut and reset at any point, and remembers what it was asked.
 */
public final class FakeProvider implements AutoCloseable {

	private final ServerSocket server;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile Script script = (request, wire) -> wire.json(500, "{\"error\":{\"message\":\"no script\"}}");

	public FakeProvider() {
		try {
			this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	/** What the provider does from now on. */
	public FakeProvider plays(Script next) {
		this.script = next;
		return this;
	}

	/** Forgets what it was asked. */
	public void forget() {
		this.requests.clear();
	}

	public List<Request> requests() {
		return this.requests;
	}

	public Request lastRequest() {
		return this.requests.getLast();
	}

	public int port() {
		return this.server.getLocalPort();
	}

	public String url() {
		return "http://127.0.0.1:" + port();
	}

	/** Connections that the gateway holds open now. */
	public int connections() {
		return this.open.size();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				socket.setTcpNoDelay(true);
				this.open.add(socket);
				Thread.ofVirtual().start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			while (true) {
				Request request = Request.read(in);
				this.requests.add(request);
				Wire wire = new Wire(socket, in);
				this.script.answer(request, wire);
				if (!wire.keepsAlive()) {
					return;
				}
			}
		}
		catch (IOException ex) {
			// The gateway closed the connection; the script saw it if it looked.
		}
		finally {
			this.open.remove(socket);
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.open) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What to do for a request. */
	@FunctionalInterface
	public interface Script {

		void answer(Request request, Wire wire) throws IOException;

	}

	/** A request as it came. */
	public record Request(String method, String target, Map<String, String> headers, byte[] body) {

		static Request read(InputStream in) throws IOException {
			String[] line = line(in).split(" ");
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (String header = line(in); !header.isEmpty(); header = line(in)) {
				int colon = header.indexOf(':');
				headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
			}
			byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
			return new Request(line[0], line[1], headers, body);
		}

		private static String line(InputStream in) throws IOException {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (int b = in.read(); b != '\n'; b = in.read()) {
				if (b < 0) {
					throw new EOFException();
				}
				if (b != '\r') {
					bytes.write(b);
				}
			}
			return bytes.toString(StandardCharsets.ISO_8859_1);
		}

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

	}

	/** The connection to answer on. */
	public static final class Wire {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		private boolean alive = true;

		Wire(Socket socket, InputStream in) throws IOException {
			this.socket = socket;
			this.in = in;
			this.out = socket.getOutputStream();
		}

		boolean keepsAlive() {
			return this.alive && !this.socket.isClosed();
		}

		/** A whole JSON answer. */
		public void json(int status, String body, String... headers) throws IOException {
			bytes(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
		}

		/** A whole answer of any type; headers as name, value, name, value. */
		public void bytes(int status, String type, byte[] body, String... headers) throws IOException {
			StringBuilder head = head(status, type, headers);
			head.append("content-length: ").append(body.length).append("\r\n\r\n");
			this.out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
			this.out.write(body);
			this.out.flush();
		}

		/** Begins a chunked answer. */
		public Wire begin(int status, String type, String... headers) throws IOException {
			StringBuilder head = head(status, type, headers).append("transfer-encoding: chunked\r\n\r\n");
			return raw(head.toString().getBytes(StandardCharsets.ISO_8859_1));
		}

		/** Begins a stream of server-sent events. */
		public Wire stream() throws IOException {
			return begin(200, "text/event-stream");
		}

		/** One event of data. */
		public Wire event(String data) throws IOException {
			return chunk(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		}

		public Wire chunk(byte[] bytes) throws IOException {
			raw((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			raw(bytes);
			return raw("\r\n".getBytes(StandardCharsets.ISO_8859_1));
		}

		/** Ends a chunked answer. */
		public void end() throws IOException {
			raw("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		}

		/** Any bytes at all. */
		public Wire raw(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
			return this;
		}

		/** Resets the connection: the peer gets an error, not an end. */
		public void reset() throws IOException {
			this.alive = false;
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		/** Closes the connection as if all were said. */
		public void hangUp() throws IOException {
			this.alive = false;
			this.socket.close();
		}

		/**
		 * Waits until the peer closes the connection; how long that took. Fails after the
		 * limit.
		 */
		public Duration awaitClose(Duration limit) throws IOException {
			this.alive = false;
			long start = System.nanoTime();
			this.socket.setSoTimeout((int) limit.toMillis());
			try {
				while (this.in.read() >= 0) {
					// Nothing more is expected; whatever comes is passed over.
				}
			}
			catch (SocketTimeoutException ex) {
				throw new AssertionError("The connection was still open after " + limit, ex);
			}
			catch (IOException ex) {
				// A reset is a way to close, too.
			}
			return Duration.ofNanos(System.nanoTime() - start);
		}

		private static StringBuilder head(int status, String type, String... headers) {
			StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" X\r\n");
			if (!type.isEmpty()) {
				head.append("content-type: ").append(type).append("\r\n");
			}
			for (int i = 0; i < headers.length; i += 2) {
				head.append(headers[i].toLowerCase(Locale.ROOT)).append(": ").append(headers[i + 1]).append("\r\n");
			}
			return head;
		}

	}

}
