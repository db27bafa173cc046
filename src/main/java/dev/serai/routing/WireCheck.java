package dev.serai.routing;

import java.util.Optional;

import dev.serai.call.chat.ChatRequest;
import dev.serai.catalog.Provider;
import dev.serai.provider.WireProtocol.Unmappable;

/** Knows what a provider's protocol can't say of a request. */
@FunctionalInterface
public interface WireCheck {

	/**
	 * The first field that can't be said. The answer depends on the provider's protocol
	 * alone; it is asked once a protocol and call.
	 */
	Optional<Unmappable> cannotCarry(Provider provider, ChatRequest chat);

}
