package dev.serai.gateway.call;

/**
 * A guardrail found something in a call. What it found is not kept.
 *
 * @param guard the guardrail's name in the configuration
 * @param finding what sort of thing: {@code email}, {@code card}, {@code injection} …
 * @param count how often
 * @param direction on the way in or out
 * @param action what was done about it
 */
public record GuardEvent(String guard, String finding, int count, Direction direction, Action action) {

	/** Where the call was. */
	public enum Direction {

		/** What the caller sent. */
		IN,
		/** What the model answered. */
		OUT

	}

	/** What was done. */
	public enum Action {

		/** It was recorded, and nothing else. */
		SHADOWED,
		/** It was replaced. */
		REDACTED,
		/** The call was ended. */
		BLOCKED

	}

}
