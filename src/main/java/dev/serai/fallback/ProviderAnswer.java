package dev.serai.fallback;

import java.util.List;

import dev.serai.call.chat.ChatEvent;
import dev.serai.cost.OwnCount;
import dev.serai.provider.WireProtocol;

/** A provider's usable answer, not yet in the caller's words. */
public sealed interface ProviderAnswer permits ProviderAnswer.Whole, LiveAnswer {

	/**
	 * An answer that came at once.
	 *
	 * @param protocol the protocol that it is in
	 * @param body its bytes; must not be changed
	 * @param events what it means
	 * @param ownCount Serai's own count of it
	 */
	record Whole(WireProtocol protocol, byte[] body, List<ChatEvent> events,
			OwnCount ownCount) implements ProviderAnswer {
	}

}
