package dev.serai.insight.analytics;

import java.util.List;

/**
 * Reads sums of the ledger's calls. The transaction that appends the calls updates the
 * sums, so they always equal the ledger.
 */
public interface UsageSums {

	/** Returns the sums by key and time, only for keys and intervals with calls. */
	List<UsageSum> sums(UsageQuery query);

	/** Answers several queries from one consistent state of the ledger. */
	default List<List<UsageSum>> together(List<UsageQuery> queries) {
		return queries.stream().map(this::sums).toList();
	}

}
