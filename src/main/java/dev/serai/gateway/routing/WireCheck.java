package dev.serai.gateway.routing;

import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/** Knows what a provider's protocol can't say of a request. */
public interface WireCheck {

	/**
	 * The first field that can't be said. The answer depends on the provider's protocol
	 * alone; it is asked once a protocol and call.
	 */
	Optional<Unmappable> cannotCarry(Provider provider, OperationRequest asked);

	/**
	 * The first field that can't be said to this deployment, though its protocol has
	 * words for it.
	 */
	default Optional<Unmappable> cannotCarryTo(Deployment deployment, OperationRequest asked) {
		return Optional.empty();
	}

}
