package dev.serai.ledger.journal;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One entry of the journal as bytes: its address, the length of what it holds, the CRC32C
 * of that, and what it holds: a kind, a call's id, and JSON. The address is unique in a
 * journal's life, so that what an earlier use of a file has left in it is never taken for
 * an entry.
 *
 * @param address the segment's number in the upper half, the place in it in the lower
 * @param skippedFrom where what is no entry begins that was found before this one; -1
 * when there was nothing such
 */
record Entry(long address, Kind kind, UUID id, byte[] json, int skippedFrom) {

	static final int HEADER = Long.BYTES + Integer.BYTES + Integer.BYTES;

	/** Kind and id. */
	static final int PREFIX = 1 + 2 * Long.BYTES;

	/** The largest that can be written, header and all. */
	static final int LARGEST = 256 * 1024;

	private static final Kind[] KINDS = Kind.values();

	/** What an entry tells of a call. */
	enum Kind {

		/** A provider is going to be asked. */
		ACCEPTED,
		/** It has ended. */
		FINAL

	}

	/** An entry that can be written, but for its address. */
	static ByteBuffer frame(Kind kind, UUID id, byte[] json) {
		ByteBuffer frame = ByteBuffer.allocate(HEADER + PREFIX + json.length);
		frame.position(HEADER);
		frame.put((byte) kind.ordinal());
		frame.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
		frame.put(json).flip();
		frame.putInt(Long.BYTES, PREFIX + json.length);
		frame.putInt(Long.BYTES + Integer.BYTES, crc(frame.array(), HEADER, PREFIX + json.length));
		return frame;
	}

	static long address(long segment, int offset) {
		return segment << Integer.SIZE | offset;
	}

	static long segmentOf(long address) {
		return address >>> Integer.SIZE;
	}

	static int offsetOf(long address) {
		return (int) address;
	}

	/** Reads what follows a header; the CRC has been compared. */
	static Entry read(long address, byte[] bytes, int from, int length, int skippedFrom) {
		ByteBuffer held = ByteBuffer.wrap(bytes, from, length);
		Kind kind = KINDS[held.get()];
		UUID id = new UUID(held.getLong(), held.getLong());
		byte[] json = new byte[held.remaining()];
		held.get(json);
		return new Entry(address, kind, id, json, skippedFrom);
	}

	static int crc(byte[] bytes, int from, int length) {
		CRC32C crc = new CRC32C();
		crc.update(bytes, from, length);
		return (int) crc.getValue();
	}

	/** Where the next one begins. */
	long end() {
		return this.address + HEADER + PREFIX + this.json.length;
	}

}
