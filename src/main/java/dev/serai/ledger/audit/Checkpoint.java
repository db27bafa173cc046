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
 * How far a node's chains had come at a time, signed by that node. Kept outside of the
 * database it shows what nobody can see inside: that the end of a chain is gone, or that
 * a chain was written anew.
 *
 * @param node the node's id
 * @param number counts the node's checkpoints from 1
 * @param at when it was made
 * @param previous SHA-256 over the statement of the checkpoint before, in hexadecimal;
 * empty for the first
 * @param chains how far each chain had come
 * @param key the public key, X.509 in Base64
 * @param signature Ed25519 over the statement, in Base64
 */
public record Checkpoint(UUID node, long number, Instant at, String previous, List<Span> chains, String key,
		String signature) {

	public Checkpoint {
		at = at.truncatedTo(ChronoUnit.MICROS);
		chains = List.copyOf(chains);
	}

	/** In the place of one of which nothing can be read: its signature is none. */
	public static Checkpoint unreadable(UUID node, long number) {
		return new Checkpoint(node, number, Instant.EPOCH, "", List.of(), "", "");
	}

	/** What is signed: plain text, a line for each thing that is said. */
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

	/** SHA-256 over the statement, in hexadecimal, as the next checkpoint names it. */
	public String digest() {
		return HexFormat.of().formatHex(Chain.sha256().digest(statement().getBytes(StandardCharsets.UTF_8)));
	}

	/** Whether the signature is that of the key over the statement. */
	@JsonIgnore
	public boolean isSigned() {
		return AuditKey.verifies(this.key, statement(), this.signature);
	}

	/** The same, signed. */
	public Checkpoint signed(AuditKey by) {
		byte[] sign = by.sign(statement());
		return new Checkpoint(this.node, this.number, this.at, this.previous, this.chains, this.key,
				Base64.getEncoder().encodeToString(sign));
	}

	/** A name for its file: by it a node's checkpoints are in their order. */
	public String fileName() {
		return "%s-%08d.json".formatted(this.node, this.number);
	}

	/**
	 * A part of a chain.
	 *
	 * @param kind a {@link Chain.Kind} as its word
	 * @param first the number of the first record that no checkpoint had seen before
	 * @param last that of the last record; one less than the first when there is none
	 * @param hash that stands with the last record, in hexadecimal
	 */
	public record Span(String kind, long first, long last, String hash) {
	}

}
