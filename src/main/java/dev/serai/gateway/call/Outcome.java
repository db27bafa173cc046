package dev.serai.gateway.call;

/** How a call or an attempt ended. */
public enum Outcome {

	/** The answer is complete. */
	OK,
	/**
	 * Refused before a request was sent to any provider: bad input, no right, no
	 * candidate, overload.
	 */
	REFUSED,
	/** A guardrail blocked the request or the answer. */
	BLOCKED,
	/** The provider rejected the request as invalid. */
	REJECTED,
	/** The provider gave no usable answer. */
	FAILED,
	/** The stream broke after content had reached the caller. */
	TRUNCATED,
	/** The deadline passed, or nothing arrived in time. */
	TIMEOUT,
	/** The caller disconnected. */
	CLIENT_CLOSED,
	/** No request was sent because the breaker was open. */
	SHORT_CIRCUITED,
	/** A defect in Serai. */
	ERROR,
	/** Serai's process ended while the call was under way; its cost is an estimate. */
	UNKNOWN_CRASH

}
