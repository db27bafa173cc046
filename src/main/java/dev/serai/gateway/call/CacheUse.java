package dev.serai.gateway.call;

/** How the cache was used for a call. */
public enum CacheUse {

	/**
	 * The answer came from the cache: no request was sent to a provider, and nothing was
	 * spent.
	 */
	HIT,
	/** The cache did not hold the answer. */
	MISS,
	/** The cache was skipped because the caller or the policy does not use it. */
	BYPASS

}
