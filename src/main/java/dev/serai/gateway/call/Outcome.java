package dev.serai.gateway.call;

/** How a call, or one attempt of it, ended. */
public enum Outcome {

	/** Answered whole. */
	OK,
	/**
	 * Refused before any provider was asked: bad input, no right, no candidate, overload.
	 */
	REFUSED,
	/** A guardrail did not let the request or the answer through. */
	BLOCKED,
	/** The provider found the request at fault. */
	REJECTED,
	/** The provider gave no usable answer. */
	FAILED,
	/** The stream broke after content had reached the caller. */
	TRUNCATED,
	/** The deadline passed, or nothing came in time. */
	TIMEOUT,
	/** The caller went away. */
	CLIENT_CLOSED,
	/** Not asked: the breaker was open. */
	SHORT_CIRCUITED,
	/** A defect in Serai. */
	ERROR,
	/** Serai's process ended while the call was under way; its cost is an estimate. */
	UNKNOWN_CRASH

}
