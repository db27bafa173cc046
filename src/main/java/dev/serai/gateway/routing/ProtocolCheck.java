package dev.serai.gateway.routing;

import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/** Asks the protocols themselves what they can't say. */
public record ProtocolCheck(Function<String, WireProtocol> protocols) implements WireCheck {

	@Override
	public Optional<Unmappable> cannotCarry(Provider provider, OperationRequest asked) {
		return this.protocols.apply(provider.protocol())
			.codecFor(asked)
			.map(codec -> codec.cannotCarry(asked))
			.orElseGet(() -> Optional.of(new Unmappable(null, "its API has no such operation")));
	}

	@Override
	public Optional<Unmappable> cannotCarryTo(Deployment deployment, OperationRequest asked) {
		return this.protocols.apply(deployment.provider().protocol())
			.codecFor(asked)
			.flatMap(codec -> codec.cannotCarryTo(deployment, asked));
	}

}
