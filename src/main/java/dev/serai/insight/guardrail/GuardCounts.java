package dev.serai.insight.guardrail;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Counts guardrail findings in the records. */
public interface GuardCounts {

	/**
	 * Counts findings since a moment.
	 * @param teams only calls of these teams; null for all
	 */
	List<Count> since(Instant from, @Nullable Set<UUID> teams);

	/**
	 * The count of one kind of finding.
	 *
	 * @param calls the number of calls with it
	 * @param findings the number of findings
	 */
	record Count(String guard, String finding, String direction, String action, long calls, long findings) {
	}

}
