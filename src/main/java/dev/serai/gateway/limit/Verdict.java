package dev.serai.gateway.limit;

/** The decision about a call, with the state of its limits. */
public sealed interface Verdict {

	Standing standing();

	/**
	 * The call is admitted.
	 *
	 * @param lease to be ended with the call
	 */
	record Admitted(Standing standing, LimitLease lease) implements Verdict {
	}

	/** The call is refused. */
	record Refused(Standing standing, ReachedLimit reached) implements Verdict {
	}

	/** What the limit counts. */
	enum Kind {

		REQUESTS, TOKENS, CALLS

	}

	/**
	 * The limit that a call reached.
	 *
	 * @param limit the limit's value
	 * @param waitMillis milliseconds until the call would be admitted if no other call
	 * came; {@link #NEVER} when it asks for more than the limit
	 */
	record ReachedLimit(Scope scope, Kind kind, long limit, long waitMillis) {

		static final long NEVER = Long.MAX_VALUE;

		public boolean forEver() {
			return this.waitMillis == NEVER;
		}

	}

}
