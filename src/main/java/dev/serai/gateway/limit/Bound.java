package dev.serai.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * A limit as it applies to a call.
 *
 * @param name the name of its tally, the same on all nodes
 * @param requests calls per minute; {@link #NONE} when not limited
 * @param tokens tokens per minute; {@link #NONE} when not limited
 * @param calls concurrent calls; {@link #NONE} when not limited
 */
record Bound(Scope scope, String name, long requests, long tokens, long calls) {

	static final long NONE = -1;

	static Bound of(Limit limit, String subject) {
		return new Bound(limit.scope(), limit.scope().text() + ':' + subject, orNone(limit.requestsPerMinute()),
				orNone(limit.tokensPerMinute()), orNone(limit.concurrentCalls()));
	}

	private static long orNone(@Nullable Long value) {
		return (value != null) ? value : NONE;
	}

	/**
	 * Returns one node's share of the limit, which applies while the nodes cannot
	 * coordinate.
	 * @param nodes how many nodes share the limit
	 */
	Bound share(int nodes) {
		return (nodes == 1) ? this : new Bound(this.scope, this.name, share(this.requests, nodes),
				share(this.tokens, nodes), share(this.calls, nodes));
	}

	/**
	 * A share of a limit above 0 is at least 1, otherwise a small limit would admit no
	 * call.
	 */
	private static long share(long limit, int nodes) {
		return (limit <= 0) ? limit : Math.max(1, limit / nodes);
	}

}
