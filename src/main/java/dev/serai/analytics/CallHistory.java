package dev.serai.analytics;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The ledger's calls, to be looked at. */
public interface CallHistory {

	/**
	 * Calls, newest first.
	 * @param before only calls older than this one; null begins with the newest
	 * @param limit the most to give
	 */
	List<CallSummary> newest(CallFilter filter, @Nullable UUID before, int limit);

	Optional<CallDetail> find(UUID id);

}
