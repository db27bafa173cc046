package dev.serai.gateway.call;

/** What a caller wants of the cache ({@code x-serai-cache}). */
public enum CacheWish {

	/** Whatever the policy says. */
	NONE,
	/** Nothing is looked up and nothing is kept. */
	NO_STORE,
	/** Nothing is looked up; the new answer takes the kept one's place. */
	NO_CACHE

}
