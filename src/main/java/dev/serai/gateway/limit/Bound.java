package dev.serai.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * A limit as a call meets it.
 *
 * @param name what counts by it, the same on all nodes
 * @param requests calls in a minute; {@link #NONE} when not limited
 * @param tokens in a minute; {@link #NONE} when not limited
 * @param calls at a time; {@link #NONE} when not limited
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

	/** What a node may let in by itself when so many share the limit and cannot ask. */
	Bound share(int nodes) {
		return (nodes == 1) ? this : new Bound(this.scope, this.name, share(this.requests, nodes),
				share(this.tokens, nodes), share(this.calls, nodes));
	}

	/** Never nothing of something, or a small limit would let nobody in. */
	private static long share(long limit, int nodes) {
		return (limit <= 0) ? limit : Math.max(1, limit / nodes);
	}

}
