package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.UUID;

import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.audit.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the last verification came to.
 *
 * @param at when it ended
 * @param node which node did it
 * @param first the first thing that is wrong; null when nothing is
 */
public record LastVerification(Instant at, UUID node, boolean valid, long records, long erased, long removed,
		long unproved, long checkpoints, @Nullable Finding first) {

	static LastVerification of(Instant at, UUID node, Verdict verdict) {
		return new LastVerification(at, node, verdict.valid(), verdict.records(), verdict.erased(), verdict.removed(),
				verdict.unproved(), verdict.checkpoints(), verdict.first());
	}

}
