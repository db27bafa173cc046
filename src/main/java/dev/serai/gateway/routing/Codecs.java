package dev.serai.gateway.routing;

import java.util.Optional;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.provider.OperationCodec;

/** Finds the codec for an operation at a deployment. */
@FunctionalInterface
public interface Codecs {

	/**
	 * Returns the codec; empty when the deployment's model does not support the operation
	 * or its provider's protocol cannot express it. Called at startup.
	 */
	Optional<? extends OperationCodec<?>> of(Deployment deployment, Operation operation);

}
