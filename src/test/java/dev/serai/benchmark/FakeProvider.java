package dev.serai.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A provider that costs next to nothing, so that what is measured is what stands before
 * it: one thread, answers made in advance. Runs as a process of its own. What is before
 * {@code /v1} in a path says how it behaves: nothing answers at once, {@code fail} with
 * status 500, {@code hang} never, {@code shaky-…} is down one twentieth of the time,
 * {@code quiet-a} then sends a head and nothing else, {@code well-…} takes as long as
 * those when they are up.
 */
final class FakeProvider {

	private static final double SHARE_OF_OUTAGES = 0.05;

	private final Selector selector;

	private final PriorityQueue<Task> tasks = new PriorityQueue<>();

	private final Map<String, Outages> outages = new HashMap<>();

	private final Duration tokenInterval;

	private FakeProvider(Selector selector, Duration tokenInterval) {
		this.selector = selector;
		this.tokenInterval = tokenInterval;
	}

	/** Takes the port to listen on and the milliseconds between a stream's tokens. */
	public static void main(String[] args) throws IOException {
		Selector selector = Selector.open();
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 4096);
			server.configureBlocking(false);
			server.register(selector, SelectionKey.OP_ACCEPT);
			new FakeProvider(selector, Duration.ofMillis(Long.parseLong(args[1]))).serve(server);
		}
	}

	/** Starts one as a process and waits until it listens. */
	static Program start(String name, int port, Duration tokenInterval) throws IOException, InterruptedException {
		Program program = Program.start(name,
				List.of(Program.java("java"), "-Xmx256m", "-cp", System.getProperty("java.class.path"),
						FakeProvider.class.getName(), Integer.toString(port), Long.toString(tokenInterval.toMillis())),
				Map.of());
		program.await(() -> Program.listens(port));
		return program;
	}

	private void serve(ServerSocketChannel server) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		while (true) {
			this.selector.select((key) -> {
				if (key.isAcceptable()) {
					accept(server);
				}
				else if (key.attachment() instanceof FakeConnection connection) {
					connection.readable(buffer);
				}
			}, millisToNextTask());
			for (long now = System.nanoTime(); !this.tasks.isEmpty() && this.tasks.peek().at() <= now;) {
				this.tasks.remove().action().run();
			}
		}
	}

	private long millisToNextTask() {
		if (this.tasks.isEmpty()) {
			return 0;
		}
		return Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.tasks.peek().at() - System.nanoTime()));
	}

	private void accept(ServerSocketChannel server) {
		try {
			for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
				channel.configureBlocking(false);
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				channel.register(this.selector, SelectionKey.OP_READ, new FakeConnection(this, channel));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Can't accept connections", ex);
		}
	}

	/** Has something done on the provider's thread. */
	void later(Duration delay, Runnable action) {
		this.tasks.add(new Task(System.nanoTime() + delay.toNanos(), action));
	}

	Duration tokenInterval() {
		return this.tokenInterval;
	}

	boolean isDown(String name) {
		long now = System.nanoTime();
		return this.outages.computeIfAbsent(name, (key) -> new Outages(SHARE_OF_OUTAGES, key.hashCode(), now)).at(now);
	}

	private record Task(long at, Runnable action) implements Comparable<Task> {

		@Override
		public int compareTo(Task other) {
			return Long.compare(this.at, other.at);
		}

	}

}
