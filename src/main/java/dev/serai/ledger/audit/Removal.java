package dev.serai.ledger.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The removal of calls after their retention period, signed by the node that removed
 * them. Access to the database alone does not suffice to create one, so calls that were
 * deleted otherwise are still detected as missing.
 *
 * @param id a UUID of version 7
 * @param at when they were removed
 * @param node the node whose chain contained them; null for calls that predate the chains
 * @param calls the number of calls
 * @param root the {@link RemovalRoot} over their chain entries
 * @param signer the node that removed them
 * @param key its public key, X.509 in Base64
 * @param signature Ed25519 over the statement, in Base64
 */
public record Removal(UUID id, Instant at, @Nullable UUID node, long calls, String root, UUID signer, String key,
		String signature) {

	public Removal {
		at = at.truncatedTo(ChronoUnit.MICROS);
	}

	/** Creates a removal signed with a node's key. */
	public static Removal signed(UUID id, Instant at, @Nullable UUID node, RemovalRoot root, UUID signer, AuditKey by) {
		Removal unsigned = new Removal(id, at, node, root.calls(), root.hex(), signer, by.publicKey(), "");
		return new Removal(id, at, node, unsigned.calls, unsigned.root, signer, unsigned.key,
				Base64.getEncoder().encodeToString(by.sign(unsigned.statement())));
	}

	/** Returns the signed text, one line for each item. */
	public String statement() {
		return "serai removal 1\nid " + this.id + "\nat " + this.at + "\nnode " + this.node + "\ncalls " + this.calls
				+ "\nroot " + this.root + "\nsigner " + this.signer + "\nkey " + this.key + "\n";
	}

	/** Whether the signature is valid for the key and the statement. */
	public boolean isSigned() {
		return AuditKey.verifies(this.key, statement(), this.signature);
	}

}
