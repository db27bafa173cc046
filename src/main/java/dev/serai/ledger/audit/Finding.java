package dev.serai.ledger.audit;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The first deviation found in a chain.
 *
 * @param node the chain's node; null when it is in no chain
 * @param seq the number in the chain, or the checkpoint's number; 0 when it is in no
 * chain
 * @param kind {@code call}, {@code admin}, {@code checkpoint} or {@code removal}
 * @param id the record's id, where known
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

	/** The kind of deviation. */
	public enum Reason {

		/** The record or its chain hash was changed. */
		EDITED,
		/** The record is missing. */
		MISSING,
		/** The record was not written by the program. */
		INSERTED,
		/** Another record is in its place. */
		REORDERED,
		/** The chain is cut off from here on. */
		TRUNCATED,
		/** The chain between here and the checkpoint differs from the signed one. */
		CHECKPOINT_MISMATCH,
		/** From here on, the removed records' entries differ from the signed ones. */
		REMOVAL_MISMATCH,
		/** The checkpoint or removal is not signed by the node's key. */
		BAD_SIGNATURE;

		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
