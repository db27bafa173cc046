package dev.serai.gateway.routing;

import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.provider.OperationCodec;

/** Finds the codec that says an operation to a deployment. */
@FunctionalInterface
public interface Codecs {

	/**
	 * How an operation is said to a deployment; empty when its model does not serve it,
	 * or its provider's protocol has no words for it. Asked when Serai starts.
	 */
	Optional<? extends OperationCodec<?>> of(Deployment deployment, Operation operation);

}
