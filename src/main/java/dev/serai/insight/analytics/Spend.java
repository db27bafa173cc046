package dev.serai.insight.analytics;

import java.util.List;

/**
 * What was spent in a time. Amounts are decimal text; a cost that is not known is not in
 * them.
 *
 * @param data dearest first
 */
public record Spend(List<Item> data, String totalUsd) {

	/**
	 * The part of one team, key, provider, model, deployment, feature, tag or policy.
	 *
	 * @param key its name, of a key its id; empty for calls that have none
	 * @param name what it is called now
	 * @param unknownCalls those of the calls whose cost is not or only in part known
	 */
	public record Item(String key, String name, long calls, String costUsd, String savedUsd, long unknownCalls) {
	}

}
