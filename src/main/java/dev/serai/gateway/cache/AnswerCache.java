package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Stores answers. A team never finds another team's. Thread-safe. */
public interface AnswerCache {

	/** Looks for an answer. When the store cannot be reached, none is found. */
	Found find(Question question);

	/**
	 * Stores an answer. Has no effect when the store cannot be reached, or when answers
	 * were deleted since the look-up, because this one may be among those to delete.
	 * @param since the edition at the time of the look-up
	 */
	void keep(Question question, StoredAnswer answer, Duration ttl, String since);

	/**
	 * Deletes the answers of a team or of all teams, including those under way.
	 * @param team null for all teams
	 * @throws dev.serai.platform.error.CallRefused 503 when the store cannot be reached
	 */
	void forget(@Nullable UUID team);

	/**
	 * The result of a look-up.
	 *
	 * @param answer null when there is none
	 * @param edition changes whenever answers are deleted; empty when it is unknown, so
	 * that nothing can be stored
	 */
	record Found(@Nullable StoredAnswer answer, String edition) {
	}

}
