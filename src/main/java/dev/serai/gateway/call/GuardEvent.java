package dev.serai.gateway.call;

/**
 * A guardrail's finding in a call. The text that was found is not kept.
 *
 * @param guard the guardrail's name in the configuration
 * @param finding the kind: {@code email}, {@code card}, {@code injection} …
 * @param count the number of occurrences
 * @param direction request or answer
 * @param action what the guardrail did
 */
public record GuardEvent(String guard, String finding, int count, Direction direction, Action action) {

	/** The part of the call that was checked. */
	public enum Direction {

		/** The caller's request. */
		IN,
		/** The model's answer. */
		OUT

	}

	/** What the guardrail did. */
	public enum Action {

		/** Only recorded the finding. */
		SHADOWED,
		/** Replaced the text. */
		REDACTED,
		/** Ended the call. */
		BLOCKED

	}

}
