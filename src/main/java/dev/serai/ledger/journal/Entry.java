package dev.serai.ledger.journal;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * An entry of the journal as bytes: its address, the length of its content, the CRC32C of
 * the content, and the content, which is a kind, a call's id, and JSON. Addresses are
 * unique over a journal's lifetime, so leftovers in a recycled file are never taken for
 * entries.
 *
 * @param address the segment's number in the upper half, the offset in it in the lower
 * half
 * @param skippedFrom the offset from which invalid bytes were skipped before this entry;
 * -1 when there were none
 */
record Entry(long address, Kind kind, UUID id, byte[] json, int skippedFrom) {

	static final int HEADER = Long.BYTES + Integer.BYTES + Integer.BYTES;

	/** Kind and id. */
	static final int PREFIX = 1 + 2 * Long.BYTES;

	/** The maximum size of an entry, including its header. */
	static final int LARGEST = 256 * 1024;

	private static final Kind[] KINDS = Kind.values();

	/** The event of a call that an entry records. */
	enum Kind {

		/** A provider is about to be called. */
		ACCEPTED,
		/** The call has ended. */
		FINAL

	}

	/** Encodes an entry without its address. */
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

	/** Decodes the content after a header whose CRC was checked. */
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

	/** Returns the address after this entry. */
	long end() {
		return this.address + HEADER + PREFIX + this.json.length;
	}

}
