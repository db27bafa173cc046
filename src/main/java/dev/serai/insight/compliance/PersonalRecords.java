package dev.serai.insight.compliance;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Where one person is in the records. */
public interface PersonalRecords {

	/**
	 * The calls of an end user, the oldest first.
	 * @param after only calls after this one; null begins with the oldest
	 */
	List<UUID> calls(String endUser, @Nullable UUID after, int most);

	/** How many calls there are of an end user. */
	long count(String endUser);

	/** How many of their answers are kept for callers that ask again. */
	long keptAnswers(String endUser);

}
