package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.UUID;

import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.audit.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last verification.
 *
 * @param at when it ended
 * @param node the node that ran it
 * @param first the first problem found; null when there is none
 */
public record LastVerification(Instant at, UUID node, boolean valid, long records, long erased, long removed,
		long unproved, long inserted, long unverified, long checkpoints, @Nullable Finding first) {

	static LastVerification of(Instant at, UUID node, Verdict verdict) {
		return new LastVerification(at, node, verdict.valid(), verdict.records(), verdict.erased(), verdict.removed(),
				verdict.unproved(), verdict.inserted(), verdict.unverified(), verdict.checkpoints(), verdict.first());
	}

}
