package dev.serai.admin.people;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Somebody who begins sign-ins by OpenID Connect as fast as they can, and ends none: over
 * a few connections that are kept, with many requests under way on each. Against a
 * running program:
 * {@code java … dev.serai.admin.people.SignInFlood localhost 8080 100000}.
 */
final class SignInFlood {

	private static final int CONNECTIONS = 8;

	private static final int UNDER_WAY = 50;

	private final String host;

	private final int port;

	private final byte[] request;

	/**
	 * @param address that a trusted proxy would have seen
	 */
	SignInFlood(String host, int port, String address) {
		this.host = host;
		this.port = port;
		this.request = ("GET /oauth2/authorization/oidc HTTP/1.1\r\nhost: " + host + ":" + port
				+ "\r\nx-forwarded-for: " + address + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	public static void main(String[] arguments) {
		System.out.println(new SignInFlood(arguments[0], Integer.parseInt(arguments[1]), "198.51.100.7")
			.run(Integer.parseInt(arguments[2])));
	}

	/**
	 * @param requests a multiple of 400
	 */
	Outcome run(int requests) {
		long start = System.nanoTime();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<int[]>> parts = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				parts.add(threads.submit(() -> part(requests / CONNECTIONS)));
			}
			int answered = 0;
			int failed = 0;
			for (Future<int[]> part : parts) {
				answered += part.get()[0];
				failed += part.get()[1];
			}
			return new Outcome(answered, failed, Duration.ofNanos(System.nanoTime() - start));
		}
		catch (ExecutionException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private int[] part(int requests) {
		try (Socket socket = new Socket(this.host, this.port)) {
			socket.setTcpNoDelay(true);
			OutputStream out = socket.getOutputStream();
			InputStream in = new BufferedInputStream(socket.getInputStream(), 256 * 1024);
			byte[] batch = new String(this.request, StandardCharsets.US_ASCII).repeat(UNDER_WAY)
				.getBytes(StandardCharsets.US_ASCII);
			int failed = 0;
			for (int sent = 0; sent < requests; sent += UNDER_WAY) {
				out.write(batch);
				for (int i = 0; i < UNDER_WAY; i++) {
					failed += isServed(in) ? 0 : 1;
				}
			}
			return new int[] { requests, failed };
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads an answer: redirected to the provider, or refused for there being too many.
	 */
	private static boolean isServed(InputStream in) throws IOException {
		String status = line(in);
		int length = 0;
		for (String header = line(in); !header.isEmpty(); header = line(in)) {
			if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
				length = Integer.parseInt(header.substring(15).strip());
			}
		}
		in.skipNBytes(length);
		return status.startsWith("HTTP/1.1 302") || status.startsWith("HTTP/1.1 429");
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != '\n'; c = in.read()) {
			if (c < 0) {
				throw new IOException("The connection ended");
			}
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	/**
	 * How it went.
	 *
	 * @param failed answers that are neither a redirect nor a refusal for too many
	 */
	record Outcome(int answered, int failed, Duration took) {

	}

}
