package dev.serai.gateway.limit;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.serai.gateway.limit.Verdict.Kind;
import dev.serai.gateway.limit.Verdict.ReachedLimit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what this node admitted by one limit, whether the node or Redis decided, so that
 * the node can go on alone from there. With shared tallies it also holds what is not yet
 * reported to Redis. All methods except {@link #lock} require the lock.
 */
final class Tally {

	private static final long SECOND = 1_000;

	final ReentrantLock lock = new ReentrantLock();

	/** Signals the end of a report, successful or not. */
	final Condition told = this.lock.newCondition();

	final String name;

	final Window requests = new Window();

	final Window tokens = new Window();

	/** Requests that are not yet reported to the shared tally. */
	final Window owedRequests = new Window();

	final Window owedTokens = new Window();

	/** The last known epoch of the shared tally; empty when none. */
	String epoch = "";

	/** Whether a report is under way. */
	boolean telling;

	/** Whether the tally was removed: another one of the same name counts now. */
	boolean retired;

	private long calls;

	private long othersRequests;

	private long othersTokens;

	private long othersSeen = Long.MIN_VALUE / 2;

	Tally(String name) {
		this.name = name;
	}

	void advance(long second) {
		this.requests.advance(second);
		this.tokens.advance(second);
		this.owedRequests.advance(second);
		this.owedTokens.advance(second);
	}

	/**
	 * Returns whether nothing is counted, so that the tally can be removed and created
	 * again when needed.
	 */
	boolean isIdle() {
		return this.requests.sum() == 0 && this.tokens.sum() == 0 && this.calls == 0 && !this.telling;
	}

	boolean hasNothing() {
		return this.requests.sum() == 0 && this.tokens.sum() == 0;
	}

	boolean owes() {
		return this.owedRequests.sum() != 0 || this.owedTokens.sum() != 0;
	}

	/** Records what the other nodes took, by Redis's last reply. */
	void othersTook(long allRequests, long allTokens) {
		this.othersRequests = Math.max(0, allRequests - this.requests.sum());
		this.othersTokens = Math.max(0, allTokens - this.tokens.sum());
		this.othersSeen = this.requests.now();
	}

	/** Marks everything as unreported, because the shared tally was lost. */
	void forgotten() {
		this.epoch = "";
		refill(this.owedRequests, this.requests);
		refill(this.owedTokens, this.tokens);
	}

	private static void refill(Window owed, Window taken) {
		owed.clear();
		for (long s = taken.now() - Window.SECONDS + 1; s <= taken.now(); s++) {
			owed.add(s, taken.at(s));
		}
	}

	/**
	 * Returns the limit that keeps this node from admitting a call alone; null when none
	 * does.
	 * @param whole the limit
	 * @param share this node's share of it
	 * @param asked tokens
	 * @param nowMillis on the clock whose seconds {@link #advance} counts
	 */
	@Nullable ReachedLimit reached(Bound whole, Bound share, long asked, long nowMillis) {
		boolean heard = this.requests.now() - this.othersSeen < Window.SECONDS;
		ReachedLimit most = reached(Kind.REQUESTS, this.requests, whole.requests(), share.requests(), 1,
				heard ? this.othersRequests : 0, whole.scope(), nowMillis);
		ReachedLimit tokensReached = reached(Kind.TOKENS, this.tokens, whole.tokens(), share.tokens(), asked,
				heard ? this.othersTokens : 0, whole.scope(), nowMillis);
		most = longer(most, tokensReached);
		if (share.calls() != Bound.NONE && this.calls >= share.calls()) {
			most = longer(most, new ReachedLimit(whole.scope(), Kind.CALLS, whole.calls(),
					(whole.calls() == 0) ? ReachedLimit.NEVER : SECOND));
		}
		return most;
	}

	private @Nullable ReachedLimit reached(Kind kind, Window window, long whole, long share, long asked, long others,
			Scope scope, long nowMillis) {
		if (whole == Bound.NONE) {
			return null;
		}
		if (asked > whole) {
			return new ReachedLimit(scope, kind, whole, ReachedLimit.NEVER);
		}
		// A call larger than the share may still use the whole share.
		long room = Math.min(Math.max(share - asked, 0), whole - asked);
		if (window.sum() > room) {
			return new ReachedLimit(scope, kind, whole, window.secondWith(room) * SECOND - nowMillis);
		}
		if (window.sum() + others > whole - asked) {
			return new ReachedLimit(scope, kind, whole, (this.othersSeen + Window.SECONDS) * SECOND - nowMillis);
		}
		return null;
	}

	static @Nullable ReachedLimit longer(@Nullable ReachedLimit one, @Nullable ReachedLimit other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (other.waitMillis() > one.waitMillis()) ? other : one;
	}

	/**
	 * Returns whether this node alone has admitted more than the limit, by a slightly
	 * shorter window than the shared one: then the shared tally has lost counts.
	 */
	boolean isBeyond(Bound bound, long asked) {
		return (bound.requests() != Bound.NONE && this.requests.recent() + 1 > bound.requests())
				|| (bound.tokens() != Bound.NONE && this.tokens.recent() + asked > bound.tokens())
				|| (bound.calls() != Bound.NONE && this.calls + 1 > bound.calls());
	}

	/** Counts an admitted call. */
	void take(long asked, boolean owed) {
		this.requests.add(1);
		this.tokens.add(asked);
		this.calls++;
		if (owed) {
			this.owedRequests.add(1);
			this.owedTokens.add(asked);
		}
	}

	/** Counts the end of a call. */
	void leave() {
		this.calls--;
	}

	Standing standing(Bound bound, long nowMillis) {
		long resetRequests = this.requests.secondWith(0) * SECOND - nowMillis;
		long resetTokens = this.tokens.secondWith(0) * SECOND - nowMillis;
		return new Standing(Standing.Level.of(bound.requests(), this.requests.sum(), resetRequests),
				Standing.Level.of(bound.tokens(), this.tokens.sum(), resetTokens));
	}

}
