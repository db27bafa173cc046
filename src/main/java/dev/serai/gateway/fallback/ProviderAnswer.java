package dev.serai.gateway.fallback;

import java.util.List;

import dev.serai.gateway.cost.OwnCount;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.provider.OperationCodec;

/** A usable answer of a provider, before it is written in the caller's format. */
public sealed interface ProviderAnswer permits ProviderAnswer.Whole, LiveAnswer {

	/**
	 * An answer that was not streamed.
	 *
	 * @param codec the codec that reads it
	 * @param body its bytes; must not be changed
	 * @param events its meaning
	 * @param ownCount Serai's own count of it
	 */
	record Whole(OperationCodec<?> codec, byte[] body, List<? extends AnswerEvent> events,
			OwnCount ownCount) implements ProviderAnswer {
	}

}
