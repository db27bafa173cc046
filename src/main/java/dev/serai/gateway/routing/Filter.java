package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;

import java.util.stream.Collectors;
import dev.serai.gateway.call.Rights;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.OperationCodec.Fit;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Checks which deployments can serve a call. One per decision, not thread-safe.
 */
final class Filter {

	private final RoutingRequest request;

	private final boolean named;

	private final Demands demands;

	private final Rights rights;

	private final Gate gate;

	private final Exclusions exclusions = new Exclusions();

	private final List<OperationCodec<OperationRequest>> codecs = new ArrayList<>(8);

	private final List<Dialect> dialects = new ArrayList<>(8);

	private final List<Fit> fits = new ArrayList<>(8);

	/**
	 * @param named whether the caller named a model, and not a policy
	 * @param rights the rights that are still to be checked for each candidate
	 */
	Filter(RoutingRequest request, boolean named, Rights rights, Gate gate) {
		this.request = request;
		this.named = named;
		this.demands = Demands.of(request);
		this.rights = rights;
		this.gate = gate;
	}

	Exclusions exclusions() {
		return this.exclusions;
	}

	/**
	 * Returns whether a deployment can serve the call; if not, adds it to the exclusions.
	 */
	boolean admits(DeploymentView view) {
		if (!view.open(this.rights)) {
			this.exclusions.add(view, ExclusionReason.KEY, "the key may not use it");
			return false;
		}
		OperationCodec<OperationRequest> codec = view.codec(this.request.asked().operation());
		if (codec == null) {
			return servesOther(view);
		}
		if (this.request.regions() != null && !this.request.regions().test(view.deployment.provider().region())) {
			return no(view, ExclusionReason.REGION, "its data is not processed in an allowed region");
		}
		return understands(view) && fits(view) && canBeTold(view, codec) && isUp(view);
	}

	private boolean servesOther(DeploymentView view) {
		String why = "it serves "
				+ view.deployment.model().operations().stream().map(Operation::word).collect(Collectors.joining(", "));
		if (this.named) {
			return no(view, ExclusionReason.OPERATION, why);
		}
		this.exclusions.passedOver(why);
		return false;
	}

	private boolean understands(DeploymentView view) {
		int missing = this.demands.modalities() & ~view.inputs;
		if (missing != 0) {
			return no(view, ExclusionReason.MODALITY, unreadable(missing));
		}
		int incapable = this.demands.capabilities() & ~view.features;
		if (incapable == 0) {
			return true;
		}
		if (has(incapable, Capability.TOOLS)) {
			return no(view, ExclusionReason.TOOLS, "it does not support tools");
		}
		if (has(incapable, Capability.PARALLEL_TOOLS)) {
			return no(view, ExclusionReason.PARALLEL_TOOLS, "it does not support parallel tool calls");
		}
		if (has(incapable, Capability.JSON_OBJECT) || has(incapable, Capability.JSON_SCHEMA)) {
			return no(view, ExclusionReason.SCHEMA, "it does not support this response_format");
		}
		return no(view, ExclusionReason.REASONING, "it does not support reasoning");
	}

	private static String unreadable(int missing) {
		if ((missing & DeploymentView.bit(Modality.IMAGE)) != 0) {
			return "it does not support images";
		}
		return ((missing & DeploymentView.bit(Modality.DOCUMENT)) != 0) ? "it does not support documents"
				: "it does not support audio";
	}

	private static boolean has(int capabilities, Capability capability) {
		return (capabilities & DeploymentView.bit(capability)) != 0;
	}

	private boolean fits(DeploymentView view) {
		Model model = view.deployment.model();
		long input = this.demands.inputTokens();
		long output = this.demands.maxOutput();
		if (output > model.maxOutput()) {
			return no(view, ExclusionReason.OUTPUT,
					output + " tokens of output were asked, it gives at most " + model.maxOutput());
		}
		// An answer needs at least one token.
		if (input + Math.max(1, output) > model.window()) {
			return no(view, ExclusionReason.WINDOW, "about " + input + " tokens of input and "
					+ ((output > 0) ? output + " of output" : "an answer") + ", its window holds " + model.window());
		}
		return true;
	}

	private boolean canBeTold(DeploymentView view, OperationCodec<OperationRequest> codec) {
		Unmappable field = fit(view, codec).refused();
		if (field == null) {
			field = codec.cannotCarryTo(view.deployment, this.request.asked()).orElse(null);
		}
		if (field != null) {
			this.exclusions.add(view, ExclusionReason.PROTOCOL, field.why(), field.param());
			return false;
		}
		return true;
	}

	/** Returns what would be sent otherwise to a deployment that is admitted. */
	List<String> adapted(DeploymentView view) {
		OperationCodec<OperationRequest> codec = view.codec(this.request.asked().operation());
		return (codec != null) ? fit(view, codec).adapted() : List.of();
	}

	/** Asks each codec once per call and dialect. */
	@SuppressWarnings("ReferenceEquality") // a provider has one object for each dialect
	private Fit fit(DeploymentView view, OperationCodec<OperationRequest> codec) {
		Dialect dialect = view.deployment.dialect();
		for (int i = 0; i < this.fits.size(); i++) {
			if (this.codecs.get(i) == codec && this.dialects.get(i) == dialect) {
				return this.fits.get(i);
			}
		}
		Fit fit = codec.fit(this.request.asked(), dialect);
		this.codecs.add(codec);
		this.dialects.add(dialect);
		this.fits.add(fit);
		return fit;
	}

	private boolean isUp(DeploymentView view) {
		Gate.@Nullable Block block = this.gate.check(view.deployment);
		if (block != null) {
			this.exclusions.blocked(view, block);
			return false;
		}
		return true;
	}

	private boolean no(DeploymentView view, ExclusionReason reason, String why) {
		this.exclusions.add(view, reason, why);
		return false;
	}

}
