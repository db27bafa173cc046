package dev.serai.ledger.audit;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The first thing in a chain that is not as it was written.
 *
 * @param node whose chain; null when it is in none
 * @param seq the number in the chain, or the checkpoint's number; 0 when it is in none
 * @param kind {@code call}, {@code admin}, {@code checkpoint} or {@code removal}
 * @param id the record's id, as far as it is known
 */
public record Finding(@Nullable UUID node, long seq, String kind, @Nullable String id, Reason reason) {

	static Finding in(Chain chain, long seq, @Nullable UUID id, Reason reason) {
		return new Finding(chain.node(), seq, chain.kind().word(), (id != null) ? id.toString() : null, reason);
	}

	static Finding of(Removal removal, Reason reason) {
		return new Finding(removal.signer(), 0, "removal", removal.id().toString(), reason);
	}

	static Finding of(Checkpoint checkpoint, Reason reason) {
		return new Finding(checkpoint.node(), checkpoint.number(), "checkpoint", null, reason);
	}

	/** What has been done to it. */
	public enum Reason {

		/** The record, or its hash in the chain, is another. */
		EDITED,
		/** It is gone. */
		MISSING,
		/** It was not written by the program. */
		INSERTED,
		/** Another record stands in its place. */
		REORDERED,
		/** From here on the chain is gone. */
		TRUNCATED,
		/** Between here and the checkpoint the chain is another than was signed. */
		CHECKPOINT_MISMATCH,
		/**
		 * From here on what stands in the place of removed records is not what was
		 * signed.
		 */
		REMOVAL_MISMATCH,
		/** The checkpoint or the removal is not signed by the node's key. */
		BAD_SIGNATURE;

		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
