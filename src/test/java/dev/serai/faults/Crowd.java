package dev.serai.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one port that are all up to the same. */
final class Crowd implements AutoCloseable {

	private final InetSocketAddress to;

	private final List<SocketChannel> channels = new ArrayList<>();

	Crowd(int port) {
		this.to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	/**
	 * More connections, from loopback addresses {@code 127.0.0.first} on in turn, each of
	 * which sends a text at once.
	 */
	Crowd join(int count, int first, int addresses, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < count; i++) {
			SocketChannel channel = SocketChannel.open();
			channel.bind(new InetSocketAddress(
					InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) (first + i % addresses) }), 0));
			channel.connect(this.to);
			channel.configureBlocking(false);
			write(channel, bytes);
			this.channels.add(channel);
		}
		return this;
	}

	int size() {
		return this.channels.size();
	}

	/**
	 * All that are still connected send a text.
	 * @return how many those were
	 */
	int send(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		int sent = 0;
		for (SocketChannel channel : this.channels) {
			sent += write(channel, bytes) ? 1 : 0;
		}
		return sent;
	}

	private static boolean write(SocketChannel channel, byte[] bytes) {
		try {
			channel.write(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (IOException closed) {
			return false;
		}
	}

	/** How many the other side has closed; what it said before is read. */
	int ended() {
		int ended = 0;
		ByteBuffer answer = ByteBuffer.allocate(4096);
		for (SocketChannel channel : this.channels) {
			try {
				int count = channel.read(answer.clear());
				while (count > 0) {
					count = channel.read(answer.clear());
				}
				ended += (count < 0) ? 1 : 0;
			}
			catch (IOException closed) {
				ended++;
			}
		}
		return ended;
	}

	/** How many have an answer that was not read yet. */
	int answered() {
		int answered = 0;
		ByteBuffer answer = ByteBuffer.allocate(8192);
		for (SocketChannel channel : this.channels) {
			try {
				answered += (channel.read(answer.clear()) > 0) ? 1 : 0;
			}
			catch (IOException closed) {
				// Has none.
			}
		}
		return answered;
	}

	@Override
	public void close() throws IOException {
		for (SocketChannel channel : this.channels) {
			channel.close();
		}
		this.channels.clear();
	}

}
