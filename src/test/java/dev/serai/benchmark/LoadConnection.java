package dev.serai.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * One of the load generator's connections: connects when there is a request to send,
 * keeps the connection for the next one, and connects anew when it was cut.
 */
final class LoadConnection {

	private final LoadGenerator generator;

	private final Selector selector;

	private final int port;

	private final MessageReader response = new MessageReader();

	private @Nullable SocketChannel channel;

	private byte[] request = {};

	private boolean streamed;

	private long sentAt;

	private long firstByteAt;

	LoadConnection(LoadGenerator generator, Selector selector, int port) {
		this.generator = generator;
		this.selector = selector;
		this.port = port;
	}

	void begin() throws IOException {
		this.generator.opened();
		next();
	}

	private void next() throws IOException {
		byte[] next = this.generator.nextRequest();
		if (next == null) {
			disconnect();
			this.generator.closed();
			return;
		}
		this.request = next;
		this.firstByteAt = 0;
		this.streamed = false;
		this.response.next();
		if (this.channel == null) {
			connect();
		}
		else {
			send(this.channel);
		}
	}

	private void connect() throws IOException {
		SocketChannel opening = SocketChannel.open();
		this.channel = opening;
		opening.configureBlocking(false);
		opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.sentAt = System.nanoTime();
		if (opening.connect(new InetSocketAddress("127.0.0.1", this.port))) {
			opening.register(this.selector, SelectionKey.OP_READ, this);
			send(opening);
		}
		else {
			opening.register(this.selector, SelectionKey.OP_CONNECT, this);
		}
	}

	private void send(SocketChannel channel) throws IOException {
		this.sentAt = System.nanoTime();
		ByteBuffer out = ByteBuffer.wrap(this.request);
		while (out.hasRemaining()) {
			channel.write(out);
		}
	}

	void ready(SelectionKey key, ByteBuffer buffer) {
		try {
			try {
				SocketChannel channel = (SocketChannel) key.channel();
				if (key.isConnectable()) {
					channel.finishConnect();
					key.interestOps(SelectionKey.OP_READ);
					send(channel);
				}
				else {
					read(channel, buffer);
				}
			}
			catch (IOException ex) {
				fail(ex.toString());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The load generator can't connect", ex);
		}
	}

	private void read(SocketChannel channel, ByteBuffer buffer) throws IOException {
		buffer.clear();
		if (channel.read(buffer) < 0) {
			fail("the connection was closed after " + this.response.bodyLength() + " bytes of the body");
			return;
		}
		buffer.flip();
		boolean complete = this.response.read(buffer);
		long now = System.nanoTime();
		if (this.firstByteAt == 0 && this.response.bodyLength() > 0) {
			this.firstByteAt = now;
			this.streamed = this.response.head().contains("text/event-stream");
		}
		if (complete) {
			complete(now);
		}
	}

	private void complete(long now) throws IOException {
		if (this.response.status() != 200) {
			this.generator.load().failed("status " + this.response.status() + ": " + this.response.body(), now);
		}
		else if (this.firstByteAt == 0) {
			this.generator.load().failed("an answer without a body", now);
		}
		else if (this.streamed && !this.response.body().contains("[DONE]")) {
			this.generator.load().failed("a stream without its end", now);
		}
		else {
			this.generator.load().answered(this.firstByteAt - this.sentAt, now - this.sentAt, now);
		}
		if (this.response.head().contains("\r\nconnection: close")) {
			disconnect();
		}
		next();
	}

	private void fail(String why) throws IOException {
		this.generator.load().failed(why, System.nanoTime());
		disconnect();
		next();
	}

	private void disconnect() throws IOException {
		if (this.channel != null) {
			this.channel.close();
			this.channel = null;
		}
	}

}
