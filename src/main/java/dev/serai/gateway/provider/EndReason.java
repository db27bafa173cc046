package dev.serai.gateway.provider;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;

/** The meaning of a provider's finish reason. */
public sealed interface EndReason {

	/** The answer ended in a way that callers know. */
	record Finished(FinishReason reason) implements EndReason {
	}

	/**
	 * The provider could not finish the answer.
	 *
	 * @param message Serai's own text, with the provider's reason
	 */
	record Failed(ProviderFailure.Kind kind, String message) implements EndReason {

		public ProviderFailure failure() {
			return ProviderFailure.of(this.kind, this.message);
		}

	}

}
