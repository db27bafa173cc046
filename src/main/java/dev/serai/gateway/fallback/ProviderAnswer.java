package dev.serai.gateway.fallback;

import java.util.List;

import dev.serai.gateway.cost.OwnCount;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.provider.OperationCodec;

/** A provider's usable answer, not yet in the caller's words. */
public sealed interface ProviderAnswer permits ProviderAnswer.Whole, LiveAnswer {

	/**
	 * An answer that came at once.
	 *
	 * @param codec understands it
	 * @param body its bytes; must not be changed
	 * @param events what it means
	 * @param ownCount Serai's own count of it
	 */
	record Whole(OperationCodec<?> codec, byte[] body, List<? extends AnswerEvent> events,
			OwnCount ownCount) implements ProviderAnswer {
	}

}
