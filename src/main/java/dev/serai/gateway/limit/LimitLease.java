package dev.serai.gateway.limit;

import java.util.List;
import java.util.UUID;

/**
 * What an admitted call holds of its limits until it ends.
 */
public final class LimitLease {

	final UUID call;

	final List<Bound> bounds;

	final Tally[] tallies;

	final long[] asked;

	/** This node's second of the admission. */
	final long second;

	/** The second of the admission on Redis's clock; -1 when this node decided alone. */
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
	 * Ends the lease: returns tokens that the call did not use and charges those above
	 * the reservation. Further calls have no effect.
	 * @param used tokens
	 */
	public synchronized void end(long used) {
		if (!this.ended) {
			this.ended = true;
			this.limiter.end(this, used);
		}
	}

	/** Renews the lease in the shared tallies. */
	synchronized void keep(SharedTallies shared) {
		if (!this.ended) {
			shared.keep(this.call, this.bounds);
		}
	}

	/** Returns whether the call counts against a limit of concurrent calls. */
	boolean holdsPlace() {
		return this.bounds.stream().anyMatch(bound -> bound.calls() != Bound.NONE);
	}

}
