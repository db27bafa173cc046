package dev.serai.insight.analytics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The ledger's calls, to be looked at. */
public interface CallHistory {

	/**
	 * Calls, newest first. It looks at a bounded number of calls only.
	 * @param teams whose calls may be seen; null means everybody's
	 * @param before only calls older than this one; null begins with the newest
	 * @param limit the most to give
	 */
	Found newest(CallFilter filter, @Nullable Set<UUID> teams, @Nullable UUID before, int limit);

	/**
	 * @param teams whose calls may be seen; null means everybody's
	 */
	Optional<CallDetail> find(UUID id, @Nullable Set<UUID> teams);

	/**
	 * What a search came to.
	 *
	 * @param calls newest first
	 * @param stoppedAt the place where it gave up looking for more, to go on from; null
	 * when there are as many as were wanted, or no more
	 */
	record Found(List<CallSummary> calls, @Nullable UUID stoppedAt) {
	}

}
