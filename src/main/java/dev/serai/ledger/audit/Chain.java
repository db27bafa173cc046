package dev.serai.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;

/**
 * One node's records of one kind, in the order in which it wrote them. Each has a number
 * from 1 without gaps and a hash over the hash before and its own: none can be changed,
 * taken away, added or moved without a break from there on. Nodes have chains of their
 * own so that none waits for another.
 *
 * @param node the node's id
 */
public record Chain(UUID node, Kind kind) implements Comparable<Chain> {

	/** What SHA-256 yields. */
	public static final int HASH_LENGTH = 32;

	private static final Comparator<Chain> ORDER = Comparator.<Chain, String>comparing(chain -> chain.node.toString())
		.thenComparing(Chain::kind);

	/** The hash before the first record, of this chain alone. */
	public byte[] root() {
		return sha256()
			.digest(("serai chain 1 " + this.node + " " + this.kind.word()).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The hash that stands with a record.
	 * @param before that of the record before, or the {@link #root()}
	 * @param own that of the record itself
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

	/** What sort of record. */
	public enum Kind {

		/** Calls with their attempts. */
		CALL,
		/** What administrators changed. */
		ADMIN;

		/** The stable word for it. */
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
