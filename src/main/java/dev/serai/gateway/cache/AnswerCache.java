package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Keeps answers. A team never finds another team's. Safe to share. */
public interface AnswerCache {

	/** Looks for an answer. One that cannot be looked for now is not found. */
	Found find(Question question);

	/**
	 * Keeps an answer. Nothing happens when it cannot be kept, or when answers were
	 * forgotten since it was looked for: it may be one of those that had to go.
	 * @param since the edition of when it was looked for
	 */
	void keep(Question question, StoredAnswer answer, Duration ttl, String since);

	/**
	 * Forgets the answers of a team, or all; also those that are being made now.
	 * @param team null for all teams
	 * @throws dev.serai.platform.error.CallRefused 503 when that cannot be done now
	 */
	void forget(@Nullable UUID team);

	/**
	 * What was found.
	 *
	 * @param answer null when there is none
	 * @param edition changes whenever answers are forgotten; empty when it is unknown and
	 * nothing can be kept
	 */
	record Found(@Nullable StoredAnswer answer, String edition) {
	}

}
