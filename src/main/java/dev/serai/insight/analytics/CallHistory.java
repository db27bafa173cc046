package dev.serai.insight.analytics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Reads calls from the ledger. */
public interface CallHistory {

	/**
	 * Returns calls, newest first. Examines a bounded number of calls.
	 * @param teams the visible teams; null for all
	 * @param before only calls older than this one; null starts with the newest
	 * @param limit the maximum number of calls
	 */
	Found newest(CallFilter filter, @Nullable Set<UUID> teams, @Nullable UUID before, int limit);

	/**
	 * @param teams the visible teams; null for all
	 */
	Optional<CallDetail> find(UUID id, @Nullable Set<UUID> teams);

	/**
	 * The result of a search.
	 *
	 * @param calls newest first
	 * @param stoppedAt where the search stopped at its bound, to continue from; null when
	 * it found as many calls as requested or no more exist
	 */
	record Found(List<CallSummary> calls, @Nullable UUID stoppedAt) {
	}

}
