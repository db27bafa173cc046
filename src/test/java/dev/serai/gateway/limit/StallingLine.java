package dev.serai.gateway.limit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP line to a server on this machine that takes everything and, stalled, passes
 * nothing on. Its threads are its own: calls by the hundred must not make it slow.
 */
public final class StallingLine implements Closeable {

	private final int target;

	private final ServerSocket door;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile boolean stalled;

	public StallingLine(int target) {
		this.target = target;
		try {
			this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofPlatform().daemon().start(this::accept);
	}

	public int port() {
		return this.door.getLocalPort();
	}

	public void stall() {
		this.stalled = true;
	}

	/** What comes from now on is passed on; what was swallowed is lost with its lines. */
	public void flow() {
		this.sockets.forEach(StallingLine::closeQuietly);
		this.sockets.clear();
		this.stalled = false;
	}

	private void accept() {
		while (!this.door.isClosed()) {
			try {
				Socket caller = this.door.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(caller);
				this.sockets.add(server);
				Thread.ofPlatform().daemon().start(() -> pass(caller, server));
				Thread.ofPlatform().daemon().start(() -> pass(server, caller));
			}
			catch (IOException ex) {
				// The line is closed, or the server is: either ends by itself.
			}
		}
	}

	private void pass(Socket from, Socket to) {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] bytes = new byte[8192];
			for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
				if (!this.stalled) {
					out.write(bytes, 0, n);
				}
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private static void closeQuietly(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.door.close();
			flow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
