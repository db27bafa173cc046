package dev.serai.insight.analytics;

import java.util.List;

/**
 * Sums of the ledger's calls. They are kept in the transaction that appends the calls, so
 * that they equal the ledger at any moment.
 */
public interface UsageSums {

	/**
	 * Only keys and intervals with calls, by key and time.
	 */
	List<UsageSum> sums(UsageQuery query);

	/**
	 * The answers to several questions. Where calls come meanwhile, all of the answers
	 * know the same of them.
	 */
	default List<List<UsageSum>> together(List<UsageQuery> queries) {
		return queries.stream().map(this::sums).toList();
	}

}
