package dev.serai.gateway.operation;

import org.jspecify.annotations.Nullable;

/**
 * One event of an answer, for every {@link Operation}. A provider's codec produces them
 * in order; a whole answer is the same events at once. Fallback, guardrails, cache, cost
 * and ledger use only these methods. Immutable.
 */
public interface AnswerEvent {

	/**
	 * Returns whether the caller sees content of the answer by this event, so that no
	 * other attempt may follow.
	 */
	default boolean isContent() {
		return false;
	}

	/**
	 * Returns the answer's own id and model; null where the event does not contain them.
	 */
	default @Nullable AnswerName answerName() {
		return null;
	}

	/**
	 * Returns the total usage so far; null where the event does not contain it. The last
	 * one counts.
	 */
	default @Nullable Usage usage() {
		return null;
	}

	/**
	 * Returns the service tier that serves the request; null where the event does not
	 * contain it. The last one counts.
	 */
	default @Nullable String tier() {
		return null;
	}

	/** Returns why the answer cannot go on; null where it can. */
	default @Nullable ProviderFailure failure() {
		return null;
	}

	/**
	 * Returns whether the answer may be stored and served again. It may not when the
	 * event holds content without a neutral form, or when the provider's content filter
	 * cut the answer.
	 */
	default boolean isRepeatable() {
		return true;
	}

	/** Passes the parts of the answer that may cost tokens to a meter. */
	default void measure(OutputMeter meter) {
	}

	/** Returns the text that the event appends; null when it appends none. */
	default @Nullable TextDelta delta() {
		return null;
	}

	/**
	 * Returns whether this event ends a text of the answer, so that all of that text must
	 * be sent before it.
	 */
	default boolean ends(AnswerText text) {
		return false;
	}

	/**
	 * Returns the text whose authorship by the provider the event proves (a signature);
	 * null when it proves none.
	 */
	default @Nullable AnswerText proves() {
		return null;
	}

}
