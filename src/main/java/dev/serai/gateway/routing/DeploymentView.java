package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.serai.gateway.call.Rights;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.OperationCodec;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the router sees it: everything that is the same for all calls, in a
 * form that is fast to check.
 */
final class DeploymentView {

	final Deployment deployment;

	final String id;

	final int inputs;

	final int features;

	final LiveMetrics.Meter meter;

	private final String[] names;

	private final @Nullable OperationCodec<?>[] codecs;

	DeploymentView(Deployment deployment, LiveMetrics.Meter meter, Codecs codecs) {
		Model model = deployment.model();
		this.deployment = deployment;
		this.id = deployment.id();
		this.inputs = mask(model.inputs());
		this.features = mask(model.features());
		this.meter = meter;
		List<String> names = new ArrayList<>(model.aliases());
		names.add(model.name());
		names.add(this.id);
		this.names = names.toArray(String[]::new);
		this.codecs = new OperationCodec<?>[Operation.values().length];
		for (Operation operation : Operation.values()) {
			this.codecs[operation.ordinal()] = codecs.of(deployment, operation).orElse(null);
		}
	}

	/**
	 * Returns the codec for an operation; null when the deployment does not support it.
	 */
	@SuppressWarnings("unchecked")
	@Nullable OperationCodec<OperationRequest> codec(Operation operation) {
		return (OperationCodec<OperationRequest>) this.codecs[operation.ordinal()];
	}

	/**
	 * Returns whether the rights allow the deployment by any of its names: the model's,
	 * an alias or its own.
	 */
	boolean open(Rights rights) {
		return rights.open(this.names);
	}

	private static int mask(Set<? extends Enum<?>> values) {
		int mask = 0;
		for (Enum<?> value : values) {
			mask |= bit(value);
		}
		return mask;
	}

	static int bit(Enum<?> value) {
		return 1 << value.ordinal();
	}

}
