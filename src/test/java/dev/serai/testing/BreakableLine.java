package dev.serai.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a server on this machine that a test can cut and mend. */
public final class BreakableLine implements Closeable {

	private final int target;

	private final ServerSocket door;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile boolean whole;

	public BreakableLine(int target, boolean whole) throws IOException {
		this.target = target;
		this.whole = whole;
		this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	public int port() {
		return this.door.getLocalPort();
	}

	public void cut() {
		this.whole = false;
		this.sockets.forEach(BreakableLine::closeQuietly);
	}

	public void mend() {
		this.whole = true;
	}

	private void accept() {
		while (!this.door.isClosed()) {
			try {
				Socket caller = this.door.accept();
				if (!this.whole) {
					caller.close();
					continue;
				}
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(caller);
				this.sockets.add(server);
				Thread.ofVirtual().start(() -> pass(caller, server));
				Thread.ofVirtual().start(() -> pass(server, caller));
			}
			catch (IOException ex) {
				// The line is closed, or the server is: either ends by itself.
			}
		}
	}

	private static void pass(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// Cut.
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
	public void close() throws IOException {
		this.door.close();
		cut();
	}

}
