package dev.serai.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that are started later, and perhaps again: below those that the
 * system gives to connections, which could take one while its program is down.
 */
public final class FreePort {

	private static final int LOWEST = 20_000;

	private static final int COUNT = 12_000;

	private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

	private FreePort() {
	}

	/** A port that nobody listens on and that this run has not had yet. */
	public static int next() throws IOException {
		for (int i = 0; i < COUNT; i++) {
			int port = LOWEST + NEXT.getAndIncrement() % COUNT;
			try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return probe.getLocalPort();
			}
			catch (IOException ex) {
				// Somebody has it.
			}
		}
		throw new IOException("No port is free");
	}

}
