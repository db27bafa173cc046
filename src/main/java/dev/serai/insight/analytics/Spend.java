package dev.serai.insight.analytics;

import java.util.List;

/**
 * The spend of a period. Amounts are decimal text; unknown costs are not included.
 *
 * @param data highest cost first
 */
public record Spend(List<Item> data, String totalUsd) {

	/**
	 * The spend of one team, key, provider, model, deployment, feature, tag or policy.
	 *
	 * @param key its name, or a key's id; empty for calls without a value
	 * @param name its current name
	 * @param unknownCalls calls whose cost is unknown or only partly known
	 */
	public record Item(String key, String name, long calls, String costUsd, String savedUsd, long unknownCalls) {
	}

}
