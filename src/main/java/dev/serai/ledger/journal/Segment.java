package dev.serai.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file of the journal. It has its full size from the start, so writing needs no further
 * disk space.
 */
final class Segment {

	private final Path path;

	private final long number;

	private final FileChannel channel;

	private final int size;

	Segment(Path path, long number, FileChannel channel) throws IOException {
		this.path = path;
		this.number = number;
		this.channel = channel;
		this.size = Math.toIntExact(channel.size());
	}

	Path path() {
		return this.path;
	}

	long number() {
		return this.number;
	}

	int size() {
		return this.size;
	}

	FileChannel channel() {
		return this.channel;
	}

	/**
	 * Returns the bytes that are certainly usable: an entry that does not fit at the end
	 * goes to the next segment.
	 */
	int usable() {
		return this.size - Entry.LARGEST;
	}

	void write(ByteBuffer entry, int offset) throws IOException {
		int at = offset;
		while (entry.hasRemaining()) {
			at += this.channel.write(entry, at);
		}
	}

	/**
	 * Reads into the buffer from its position to its limit, up to the end of the file.
	 */
	void read(ByteBuffer into, int offset) throws IOException {
		int at = offset;
		while (into.hasRemaining()) {
			int count = this.channel.read(into, at);
			if (count < 0) {
				return;
			}
			at += count;
		}
	}

	void force() throws IOException {
		this.channel.force(false);
	}

	void close() throws IOException {
		this.channel.close();
	}

}
