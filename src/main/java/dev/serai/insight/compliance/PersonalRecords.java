package dev.serai.insight.compliance;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Finds an end user's records. */
public interface PersonalRecords {

	/**
	 * Returns an end user's calls, oldest first.
	 * @param after only calls after this one; null starts with the oldest
	 */
	List<UUID> calls(String endUser, @Nullable UUID after, int most);

	/** Counts an end user's calls. */
	long count(String endUser);

	/** Counts the end user's answers that are stored for idempotent repeats. */
	long keptAnswers(String endUser);

}
