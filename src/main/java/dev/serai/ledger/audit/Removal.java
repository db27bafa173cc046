package dev.serai.ledger.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * That calls were removed because the time for which they are kept had passed, signed by
 * the node that removed them. Who has the database alone can't make one, so that a call
 * which somebody else took away is still missed.
 *
 * @param id a UUID of version 7
 * @param at when they were removed
 * @param node in whose chain they are; null for calls from before there were chains
 * @param calls how many
 * @param root the {@link RemovalRoot} over what stands in the chain for each
 * @param signer the node that removed them
 * @param key its public key, X.509 in Base64
 * @param signature Ed25519 over the statement, in Base64
 */
public record Removal(UUID id, Instant at, @Nullable UUID node, long calls, String root, UUID signer, String key,
		String signature) {

	public Removal {
		at = at.truncatedTo(ChronoUnit.MICROS);
	}

	/** A removal of a node, signed with its key. */
	public static Removal signed(UUID id, Instant at, @Nullable UUID node, RemovalRoot root, UUID signer, AuditKey by) {
		Removal unsigned = new Removal(id, at, node, root.calls(), root.hex(), signer, by.publicKey(), "");
		return new Removal(id, at, node, unsigned.calls, unsigned.root, signer, unsigned.key,
				Base64.getEncoder().encodeToString(by.sign(unsigned.statement())));
	}

	/** What is signed: plain text, a line for each thing that is said. */
	public String statement() {
		return "serai removal 1\nid " + this.id + "\nat " + this.at + "\nnode " + this.node + "\ncalls " + this.calls
				+ "\nroot " + this.root + "\nsigner " + this.signer + "\nkey " + this.key + "\n";
	}

	/** Whether the signature is that of the key over the statement. */
	public boolean isSigned() {
		return AuditKey.verifies(this.key, statement(), this.signature);
	}

}
