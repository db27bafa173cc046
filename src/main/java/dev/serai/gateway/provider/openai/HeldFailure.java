package dev.serai.gateway.provider.openai;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Why a streamed answer has failed. It is reported once the answer's usage has come,
 * which providers send in a chunk of its own, or its end. One per answer.
 */
final class HeldFailure {

	private @Nullable ProviderFailure why;

	private boolean told;

	/** Whether the answer has failed, told or not. */
	boolean isThere() {
		return this.why != null || this.told;
	}

	boolean isTold() {
		return this.told;
	}

	/** What is still to be told; null when nothing is. */
	@Nullable ProviderFailure pending() {
		return this.told ? null : this.why;
	}

	/** The event that tells a failure. */
	ChatEvent tell(ProviderFailure failure) {
		this.told = true;
		return new ChatEvent.Failed(failure);
	}

	/** The answer has ended: what was still to be told. */
	List<ChatEvent> atEnd() {
		ProviderFailure pending = pending();
		return (pending != null) ? List.of(tell(pending)) : List.of();
	}

	/**
	 * Looks whether the answer has failed. What the chunk that says so holds besides is
	 * not passed on, and neither is what follows.
	 * @param found why it failed, as far as the answer says by now
	 * @param used whether its usage has come
	 * @param events of the chunk; keeps only what is said beside the answer
	 */
	boolean fails(@Nullable ProviderFailure found, boolean used, List<ChatEvent> events) {
		ProviderFailure failure = (this.why != null) ? this.why : found;
		if (failure == null) {
			return false;
		}
		events.removeIf(event -> !(event instanceof ChatEvent.Used || event instanceof ChatEvent.ServedIn));
		if (used || this.why != null) {
			events.add(tell(failure));
		}
		this.why = failure;
		return true;
	}

}
