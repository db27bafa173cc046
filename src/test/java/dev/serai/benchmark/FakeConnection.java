package dev.serai.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** One connection to the fake provider; used on its thread alone. */
final class FakeConnection {

	/** The tokens of a stream. */
	static final int STREAM_TOKENS = 48;

	private static final Duration SHAKY_LATENCY = Duration.ofMillis(10);

	private final FakeProvider provider;

	private final SocketChannel channel;

	private final MessageReader request = new MessageReader();

	private final Queue<ByteBuffer> unsent = new ArrayDeque<>();

	FakeConnection(FakeProvider provider, SocketChannel channel) {
		this.provider = provider;
		this.channel = channel;
	}

	void readable(ByteBuffer buffer) {
		try {
			buffer.clear();
			if (this.channel.read(buffer) < 0) {
				this.channel.close();
				return;
			}
			buffer.flip();
			while (buffer.hasRemaining() && this.request.read(buffer)) {
				answer();
				this.request.next();
			}
		}
		catch (IOException ex) {
			close();
		}
	}

	private void answer() throws IOException {
		String head = this.request.head();
		int path = head.indexOf('/');
		String mode = head.substring(path + 1, head.indexOf('/', path + 1));
		switch (mode) {
			case "v1" -> say(this.request.body());
			case "fail" -> send(FakeAnswers.FAILURE);
			case "hang" -> {
			}
			case "well-b", "well-c" -> sayLater(this.request.body());
			case "quiet-a" -> {
				if (this.provider.isDown(mode)) {
					send(FakeAnswers.SILENT_HEAD);
				}
				else {
					sayLater(this.request.body());
				}
			}
			default -> {
				SteadyStream steady = SteadyStream.of(mode);
				if (steady != null) {
					send(steady.head());
					steady(steady, steady.chunks(), System.nanoTime());
				}
				else {
					shaky(mode);
				}
			}
		}
	}

	private void sayLater(String body) {
		later(SHAKY_LATENCY, () -> say(body));
	}

	private void say(String body) throws IOException {
		if (!body.contains("\"stream\":true")) {
			send(FakeAnswers.WHOLE);
			return;
		}
		send(FakeAnswers.STREAM_HEAD);
		stream(STREAM_TOKENS,
				body.contains("\"include_usage\":true") ? FakeAnswers.STREAM_END_WITH_USAGE : FakeAnswers.STREAM_END);
	}

	private void stream(int tokens, byte[] end) throws IOException {
		if (tokens == 0) {
			send(end);
			return;
		}
		send(FakeAnswers.STREAM_TOKEN);
		later(this.provider.tokenInterval(), () -> stream(tokens - 1, end));
	}

	/** A chunk that is late does not make the next one late. */
	private void steady(SteadyStream stream, int chunks, long due) throws IOException {
		if (chunks == 0) {
			send(stream.end());
			return;
		}
		send(stream.chunk());
		long next = due + stream.interval().toNanos();
		later(Duration.ofNanos(next - System.nanoTime()), () -> steady(stream, chunks - 1, next));
	}

	/**
	 * Down means an error for one half of the callers and a cut connection for others.
	 */
	private void shaky(String name) throws IOException {
		if (!this.provider.isDown(name)) {
			later(SHAKY_LATENCY, () -> send(FakeAnswers.WHOLE));
		}
		else if ((hashCode() & 1) == 0) {
			send(FakeAnswers.FAILURE);
		}
		else {
			close();
		}
	}

	private void send(byte[] bytes) throws IOException {
		boolean waiting = !this.unsent.isEmpty();
		this.unsent.add(ByteBuffer.wrap(bytes));
		if (!waiting) {
			flush();
		}
	}

	/**
	 * Comes back when the receiver is slow, which is too rare here to be clever about.
	 */
	private void flush() throws IOException {
		while (!this.unsent.isEmpty()) {
			this.channel.write(this.unsent.element());
			if (this.unsent.element().hasRemaining()) {
				later(Duration.ofMillis(1), this::flush);
				return;
			}
			this.unsent.remove();
		}
	}

	private void later(Duration delay, Sending sending) {
		this.provider.later(delay, () -> {
			try {
				sending.send();
			}
			catch (IOException ex) {
				close();
			}
		});
	}

	private void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is gone either way.
		}
	}

	private interface Sending {

		void send() throws IOException;

	}

}
