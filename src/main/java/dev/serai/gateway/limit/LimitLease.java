package dev.serai.gateway.limit;

import java.util.List;
import java.util.UUID;

/**
 * What a call that was let in holds of its limits until it ends.
 */
public final class LimitLease {

	final UUID call;

	final List<Bound> bounds;

	final Tally[] tallies;

	final long[] asked;

	/** This node's second in which it was let in. */
	final long second;

	/** The shared clock's; -1 when this node let it in by itself. */
	final long sharedSecond;

	final String[] epochs;

	private final Limiter limiter;

	private boolean ended;

	LimitLease(Limiter limiter, UUID call, List<Bound> bounds, Tally[] tallies, long[] asked, long second,
			long sharedSecond, String[] epochs) {
		this.limiter = limiter;
		this.call = call;
		this.bounds = bounds;
		this.tallies = tallies;
		this.asked = asked;
		this.second = second;
		this.sharedSecond = sharedSecond;
		this.epochs = epochs;
	}

	/**
	 * The call has ended: tokens that it did not use are given back, those that it used
	 * beyond what was reserved are owed. To end it again changes nothing.
	 * @param used tokens
	 */
	public synchronized void end(long used) {
		if (!this.ended) {
			this.ended = true;
			this.limiter.end(this, used);
		}
	}

	/** Says, where nodes share their tallies, that the call goes on. */
	synchronized void keep(SharedTallies shared) {
		if (!this.ended) {
			shared.keep(this.call, this.bounds);
		}
	}

	/** Whether it holds a place among calls at a time. */
	boolean holdsPlace() {
		return this.bounds.stream().anyMatch(bound -> bound.calls() != Bound.NONE);
	}

}
