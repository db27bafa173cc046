package dev.serai.gateway.limit;

/** Whether a call may go on, and how its limits stand. */
public sealed interface Verdict {

	Standing standing();

	/**
	 * It may.
	 *
	 * @param hold to be ended when the call is
	 */
	record Admitted(Standing standing, LimitLease lease) implements Verdict {
	}

	/** It may not. */
	record Refused(Standing standing, ReachedLimit reached) implements Verdict {
	}

	/** What of a limit is used up. */
	enum Kind {

		REQUESTS, TOKENS, CALLS

	}

	/**
	 * What stands in a call's way.
	 *
	 * @param limit how much is allowed
	 * @param waitMillis when the call would get through, if nothing else came meanwhile;
	 * {@link #NEVER} when it asks for more than there is
	 */
	record ReachedLimit(Scope scope, Kind kind, long limit, long waitMillis) {

		static final long NEVER = Long.MAX_VALUE;

		public boolean forEver() {
			return this.waitMillis == NEVER;
		}

	}

}
