package dev.serai.gateway.operation;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happens while an answer comes, whatever the {@link Operation}: a
 * provider's codec makes them in order, and a whole answer is the same events at once.
 * Fallback, guardrails, cache, cost and ledger know an answer by these questions alone.
 * Immutable.
 */
public interface AnswerEvent {

	/**
	 * Whether the caller sees something of the answer by it, so that no other attempt may
	 * follow.
	 */
	default boolean isContent() {
		return false;
	}

	/** What the answer calls itself; null where the event does not say. */
	default @Nullable AnswerName answerName() {
		return null;
	}

	/**
	 * What was used so far, in all; null where the event does not say. The last one
	 * counts.
	 */
	default @Nullable Usage usage() {
		return null;
	}

	/**
	 * The service tier in which the provider serves the request; null where the event
	 * does not say. The last one counts.
	 */
	default @Nullable String tier() {
		return null;
	}

	/** Why the answer cannot go on; null where it can. */
	default @Nullable ProviderFailure failure() {
		return null;
	}

	/**
	 * Whether the answer may be given again later: not when the event holds what has no
	 * neutral form, or when the provider's content policy cut the answer.
	 */
	default boolean isRepeatable() {
		return true;
	}

	/** Shows what of the answer the provider may have spent tokens on. */
	default void measure(OutputMeter meter) {
	}

	/** The text that the event adds to; null when it adds none. */
	default @Nullable TextDelta delta() {
		return null;
	}

	/**
	 * Whether a text of the answer has ended by this event, so that all of it must be
	 * told before.
	 */
	default boolean ends(AnswerText text) {
		return false;
	}

	/**
	 * The text that the event proves to be the provider's own; null when it proves none.
	 */
	default @Nullable AnswerText proves() {
		return null;
	}

}
