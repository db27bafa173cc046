package dev.serai.analytics;

import java.util.List;

/**
 * What was spent in a time. Amounts are decimal text; a cost that is not known is not in
 * them.
 *
 * @param data dearest first
 */
public record Spend(List<Item> data, String totalUsd) {

	/**
	 * One team's, provider's, model's or feature's part.
	 *
	 * @param key its name; empty for calls that have none
	 * @param unknownCalls those of the calls whose cost is not or only in part known
	 */
	public record Item(String key, long calls, String costUsd, String savedUsd, long unknownCalls) {
	}

}
