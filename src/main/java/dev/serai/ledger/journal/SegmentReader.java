package dev.serai.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's entries in order. Skips invalid bytes up to the next valid entry. Not
 * thread-safe.
 */
final class SegmentReader {

	private static final int CHUNK = 4 * Entry.LARGEST;

	private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

	private @Nullable Segment segment;

	private int position;

	private int limit;

	/** The range of the segment in memory. */
	private int from;

	private int to;

	/** Starts to read a range of a segment. */
	SegmentReader over(Segment next, int start, int end) {
		this.segment = next;
		this.position = start;
		this.limit = end;
		this.from = start;
		this.to = start;
		return this;
	}

	/** Returns the next entry; null when there is none up to the end. */
	@Nullable Entry next() throws IOException {
		int skippedFrom = -1;
		while (this.position + Entry.HEADER <= this.limit) {
			int length = lengthHere();
			if (length >= Entry.PREFIX) {
				Entry entry = Entry.read(address(), this.chunk.array(), this.position - this.from + Entry.HEADER,
						length, skippedFrom);
				this.position += Entry.HEADER + length;
				return entry;
			}
			skippedFrom = (skippedFrom < 0) ? this.position : skippedFrom;
			this.position++;
		}
		return null;
	}

	/** Returns the content length of the entry at the position; -1 when there is none. */
	private int lengthHere() throws IOException {
		load(Entry.HEADER);
		int at = this.position - this.from;
		if (this.chunk.getLong(at) != address()) {
			return -1;
		}
		int length = this.chunk.getInt(at + Long.BYTES);
		if (length < Entry.PREFIX || length > Entry.LARGEST
				|| this.position + (long) Entry.HEADER + length > this.limit) {
			return -1;
		}
		load(Entry.HEADER + length);
		at = this.position - this.from;
		int crc = this.chunk.getInt(at + Long.BYTES + Integer.BYTES);
		return (crc == Entry.crc(this.chunk.array(), at + Entry.HEADER, length)) ? length : -1;
	}

	private long address() {
		return Entry.address(segment().number(), this.position);
	}

	/** Loads at least this many bytes from the position on. */
	private void load(int length) throws IOException {
		if (this.position + length > this.to) {
			int count = Math.min(CHUNK, this.limit - this.position);
			this.chunk.clear().limit(count);
			segment().read(this.chunk, this.position);
			this.from = this.position;
			this.to = this.position + count;
			this.chunk.clear();
		}
	}

	private Segment segment() {
		if (this.segment == null) {
			throw new IllegalStateException("Nothing has been chosen to be read");
		}
		return this.segment;
	}

}
