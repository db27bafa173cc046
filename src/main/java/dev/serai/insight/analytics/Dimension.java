package dev.serai.insight.analytics;

/**
 * What usage can be told apart by. A call has at most one of each, except tags: the sums
 * of tags can be more than the total.
 */
public enum Dimension {

	/** By the team's id. */
	TEAM,
	/** By the key's id. */
	KEY,
	/**
	 * Tokens, cost and attempts count at whoever was asked, calls at whoever answered.
	 */
	PROVIDER,
	/** As {@link #PROVIDER}. */
	MODEL,
	/** {@code provider/model}; as {@link #PROVIDER}. */
	DEPLOYMENT,
	/** By the feature that the caller named. */
	FEATURE,
	/** By each of the tags that the caller gave. */
	TAG,
	/** By the policy that decided. */
	POLICY

}
