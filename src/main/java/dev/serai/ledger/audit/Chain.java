package dev.serai.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;

/**
 * The hash chain of one node's records of one kind, in the order of writing. Records are
 * numbered from 1 without gaps. Each hash covers the previous hash and the record's own,
 * so changing, removing, adding or moving a record breaks the chain from there on. Each
 * node has its own chains, so that nodes do not wait for each other.
 *
 * @param node the node's id
 */
public record Chain(UUID node, Kind kind) implements Comparable<Chain> {

	/** The length of SHA-256, in bytes. */
	public static final int HASH_LENGTH = 32;

	private static final Comparator<Chain> ORDER = Comparator.<Chain, String>comparing(chain -> chain.node.toString())
		.thenComparing(Chain::kind);

	/** Returns the hash before the first record, which is unique to this chain. */
	public byte[] root() {
		return sha256()
			.digest(("serai chain 1 " + this.node + " " + this.kind.word()).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the chain's hash of a record.
	 * @param before the previous record's chain hash, or the {@link #root()}
	 * @param own the record's own hash
	 */
	public static byte[] link(byte[] before, byte[] own) {
		MessageDigest digest = sha256();
		digest.update(before);
		return digest.digest(own);
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	@Override
	public int compareTo(Chain other) {
		return ORDER.compare(this, other);
	}

	/** The kind of records. */
	public enum Kind {

		/** Calls with their attempts. */
		CALL,
		/** Administrative changes. */
		ADMIN;

		/** Returns the stable name of the kind. */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		static boolean isWord(String word) {
			return Arrays.stream(values()).anyMatch(kind -> kind.word().equals(word));
		}

		public static Kind of(String word) {
			return valueOf(word.toUpperCase(Locale.ROOT));
		}

	}

}
