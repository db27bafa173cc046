package dev.serai.ledger.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Computes one hash for many removed records: SHA-256 over the number, id and chain hash
 * of each, ordered by number. Not thread-safe.
 */
public final class RemovalRoot {

	private final MessageDigest digest = Chain.sha256();

	private long calls;

	/**
	 * Adds the next record.
	 * @param seq its number in the chain; 0 when it is in no chain
	 * @param link its chain hash; empty when it has none
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

	/** Returns the number of added records. */
	public long calls() {
		return this.calls;
	}

	/** Returns the hash in hexadecimal; no record may be added afterwards. */
	public String hex() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

}
