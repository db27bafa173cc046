package dev.serai.ledger.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One hash for many records that are gone: SHA-256 over the number, the id and the
 * chain's hash of each, by their numbers. Not thread-safe.
 */
public final class RemovalRoot {

	private final MessageDigest digest = Chain.sha256();

	private long calls;

	/**
	 * Adds the next record.
	 * @param seq its number in the chain; 0 for one that is in none
	 * @param link the hash that stands with it; empty for one that has none
	 */
	public void add(long seq, UUID id, byte[] link) {
		this.digest.update(ByteBuffer.allocate(3 * Long.BYTES)
			.putLong(seq)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.flip());
		this.digest.update(link);
		this.calls++;
	}

	/** How many were added. */
	public long calls() {
		return this.calls;
	}

	/** The hash over all that were added, in hexadecimal; nothing may be added after. */
	public String hex() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

}
