package dev.serai.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * The state of a caller's tightest limits of requests and of tokens; null where there is
 * none.
 */
public record Standing(@Nullable Level requests, @Nullable Level tokens) {

	static final Standing FREE = new Standing(null, null);

	/** Returns the tighter of two, for each kind. */
	Standing and(Standing other) {
		return new Standing(tighter(this.requests, other.requests), tighter(this.tokens, other.tokens));
	}

	private static @Nullable Level tighter(@Nullable Level one, @Nullable Level other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (other.remaining < one.remaining) ? other : one;
	}

	/**
	 * A limit and what is left of it.
	 *
	 * @param remaining 0 or more
	 * @param resetMillis milliseconds until all of it is available again, if nothing more
	 * is taken
	 */
	public record Level(long limit, long remaining, long resetMillis) {

		static @Nullable Level of(long limit, long used, long resetMillis) {
			return (limit == Bound.NONE) ? null
					: new Level(limit, Math.max(0, limit - used), (used == 0) ? 0 : resetMillis);
		}

	}

}
