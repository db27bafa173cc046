package dev.serai.gateway.provider.openai;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Holds the failure of a streamed answer until its usage has arrived, which providers
 * send in a separate chunk, or its end. One per answer.
 */
final class HeldFailure {

	private @Nullable ProviderFailure why;

	private boolean told;

	/** Returns whether the answer has failed, reported or not. */
	boolean isThere() {
		return this.why != null || this.told;
	}

	boolean isTold() {
		return this.told;
	}

	/** Returns a failure that is not yet reported; null when there is none. */
	@Nullable ProviderFailure pending() {
		return this.told ? null : this.why;
	}

	/** Returns the event that reports a failure. */
	ChatEvent tell(ProviderFailure failure) {
		this.told = true;
		return new ChatEvent.Failed(failure);
	}

	/** Returns the events to report at the answer's end. */
	List<ChatEvent> atEnd() {
		ProviderFailure pending = pending();
		return (pending != null) ? List.of(tell(pending)) : List.of();
	}

	/**
	 * Checks whether the answer has failed. The rest of the failing chunk is not passed
	 * on, nor is anything that follows.
	 * @param found the failure in the answer so far
	 * @param used whether its usage has arrived
	 * @param events the chunk's events; only those beside the answer's content are kept
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
