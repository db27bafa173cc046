package dev.serai.gateway.call;

/** The cache mode that a caller requests ({@code x-serai-cache}). */
public enum CacheWish {

	/** The policy decides. */
	NONE,
	/** Neither read from the cache nor write to it. */
	NO_STORE,
	/** Do not read from the cache; replace the stored answer by the new one. */
	NO_CACHE

}
