package dev.serai.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A signed statement of the ends of a node's chains at a time. Stored outside of the
 * database, it reveals what the database cannot: that the end of a chain was cut off, or
 * that a chain was rewritten.
 *
 * @param node the node's id
 * @param number the number of the node's checkpoint, from 1
 * @param at when it was made
 * @param previous SHA-256 of the previous checkpoint's statement in hexadecimal; empty
 * for the first
 * @param chains the ends of the chains
 * @param key the public key, X.509 in Base64
 * @param signature Ed25519 over the statement, in Base64
 */
public record Checkpoint(UUID node, long number, Instant at, String previous, List<Span> chains, String key,
		String signature) {

	public Checkpoint {
		at = at.truncatedTo(ChronoUnit.MICROS);
		chains = List.copyOf(chains);
	}

	/** Creates a placeholder for an unreadable checkpoint; its signature is invalid. */
	public static Checkpoint unreadable(UUID node, long number) {
		return new Checkpoint(node, number, Instant.EPOCH, "", List.of(), "", "");
	}

	/** Returns the signed text, one line for each item. */
	public String statement() {
		StringBuilder text = new StringBuilder(512).append("serai checkpoint 1\nnode ")
			.append(this.node)
			.append("\nnumber ")
			.append(this.number)
			.append("\nat ")
			.append(this.at)
			.append("\nprevious ")
			.append(this.previous)
			.append('\n');
		for (Span chain : this.chains) {
			text.append(chain.kind)
				.append(' ')
				.append(chain.first)
				.append(' ')
				.append(chain.last)
				.append(' ')
				.append(chain.hash)
				.append('\n');
		}
		return text.append("key ").append(this.key).append('\n').toString();
	}

	/**
	 * Returns SHA-256 of the statement in hexadecimal, as the next checkpoint contains
	 * it.
	 */
	public String digest() {
		return HexFormat.of().formatHex(Chain.sha256().digest(statement().getBytes(StandardCharsets.UTF_8)));
	}

	/** Whether the signature is valid for the key and the statement. */
	@JsonIgnore
	public boolean isSigned() {
		return AuditKey.verifies(this.key, statement(), this.signature);
	}

	/** Returns a signed copy. */
	public Checkpoint signed(AuditKey by) {
		byte[] sign = by.sign(statement());
		return new Checkpoint(this.node, this.number, this.at, this.previous, this.chains, this.key,
				Base64.getEncoder().encodeToString(sign));
	}

	/** Returns the file name; a node's names sort in the order of its checkpoints. */
	public String fileName() {
		return "%s-%08d.json".formatted(this.node, this.number);
	}

	/**
	 * A section of a chain.
	 *
	 * @param kind a {@link Chain.Kind} as its word
	 * @param first the number of the first record after the previous checkpoint
	 * @param last the number of the last record; one less than the first when there is
	 * none
	 * @param hash the chain hash of the last record, in hexadecimal
	 */
	public record Span(String kind, long first, long last, String hash) {
	}

}
