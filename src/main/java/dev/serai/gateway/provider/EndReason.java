package dev.serai.gateway.provider;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;

/** What a provider's word for the end of an answer means. */
public sealed interface EndReason {

	/** The answer has ended in a way that callers know. */
	record Finished(FinishReason reason) implements EndReason {
	}

	/**
	 * The provider could not finish the answer.
	 *
	 * @param message in Serai's words, naming the provider's
	 */
	record Failed(ProviderFailure.Kind kind, String message) implements EndReason {

		public ProviderFailure failure() {
			return ProviderFailure.of(this.kind, this.message);
		}

	}

}
