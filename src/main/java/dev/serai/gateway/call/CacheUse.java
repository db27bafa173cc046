package dev.serai.gateway.call;

/** What the cache had to do with a call. */
public enum CacheUse {

	/** It held the answer: no provider was asked, and nothing was spent. */
	HIT,
	/** It did not hold the answer. */
	MISS,
	/** It was not asked: the caller or the policy did not want it. */
	BYPASS

}
