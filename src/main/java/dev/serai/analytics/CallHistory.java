package dev.serai.analytics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The ledger's calls, to be looked at. */
public interface CallHistory {

	/**
	 * Calls, newest first.
	 * @param teams whose calls may be seen; null means everybody's
	 * @param before only calls older than this one; null begins with the newest
	 * @param limit the most to give
	 */
	List<CallSummary> newest(CallFilter filter, @Nullable Set<UUID> teams, @Nullable UUID before, int limit);

	/**
	 * @param teams whose calls may be seen; null means everybody's
	 */
	Optional<CallDetail> find(UUID id, @Nullable Set<UUID> teams);

}
