package dev.serai.insight.analytics;

/**
 * The dimensions that usage can be grouped by. A call has at most one value of each,
 * except for tags: the sums of tags can exceed the total.
 */
public enum Dimension {

	/** By the team's id. */
	TEAM,
	/** By the key's id. */
	KEY,
	/**
	 * Tokens, cost and attempts count for the provider of each attempt, calls for the
	 * provider that answered.
	 */
	PROVIDER,
	/** As {@link #PROVIDER}. */
	MODEL,
	/** {@code provider/model}; as {@link #PROVIDER}. */
	DEPLOYMENT,
	/** By the feature that the call names. */
	FEATURE,
	/** By each tag of the call. */
	TAG,
	/** By the policy that made the decision. */
	POLICY

}
