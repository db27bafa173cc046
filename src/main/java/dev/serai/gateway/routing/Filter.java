package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import java.util.stream.Collectors;
import dev.serai.gateway.call.Rights;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Parts those that may serve one call from those that may not. One per decision, not
 * thread-safe.
 */
final class Filter {

	private final RoutingRequest request;

	private final boolean named;

	private final Demands demands;

	private final Rights rights;

	private final Gate gate;

	private final Exclusions exclusions = new Exclusions();

	private final List<OperationCodec<OperationRequest>> codecs = new ArrayList<>(4);

	private final List<Optional<Unmappable>> unmappable = new ArrayList<>(4);

	/**
	 * @param named whether the caller named a model, and not a policy
	 * @param rights what is left of them to check for each candidate
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

	/** Whether a deployment may serve; if not, the exclusions tell why. */
	boolean admits(Slot slot) {
		if (!slot.open(this.rights)) {
			this.exclusions.add(slot, Obstacle.KEY, "the key may not use it");
			return false;
		}
		OperationCodec<OperationRequest> codec = slot.codec(this.request.asked().operation());
		if (codec == null) {
			return servesOther(slot);
		}
		if (this.request.regions() != null && !this.request.regions().test(slot.deployment.provider().region())) {
			return no(slot, Obstacle.REGION, "its data is not processed in an allowed region");
		}
		return understands(slot) && fits(slot) && canBeTold(slot, codec) && isUp(slot);
	}

	private boolean servesOther(Slot slot) {
		String why = "it serves "
				+ slot.deployment.model().operations().stream().map(Operation::word).collect(Collectors.joining(", "));
		if (this.named) {
			return no(slot, Obstacle.OPERATION, why);
		}
		this.exclusions.passedOver(why);
		return false;
	}

	private boolean understands(Slot slot) {
		int missing = this.demands.modalities() & ~slot.inputs;
		if (missing != 0) {
			return no(slot, Obstacle.MODALITY, unreadable(missing));
		}
		int incapable = this.demands.capabilities() & ~slot.features;
		if (incapable == 0) {
			return true;
		}
		if (has(incapable, Capability.TOOLS)) {
			return no(slot, Obstacle.TOOLS, "it calls no tools");
		}
		if (has(incapable, Capability.PARALLEL_TOOLS)) {
			return no(slot, Obstacle.PARALLEL_TOOLS, "it calls one tool at a time");
		}
		if (has(incapable, Capability.JSON_OBJECT) || has(incapable, Capability.JSON_SCHEMA)) {
			return no(slot, Obstacle.SCHEMA, "it does not answer in this response_format");
		}
		return no(slot, Obstacle.REASONING, "it does not reason");
	}

	private static String unreadable(int missing) {
		if ((missing & Slot.bit(Modality.IMAGE)) != 0) {
			return "it reads no images";
		}
		return ((missing & Slot.bit(Modality.DOCUMENT)) != 0) ? "it reads no documents" : "it hears no audio";
	}

	private static boolean has(int capabilities, Capability capability) {
		return (capabilities & Slot.bit(capability)) != 0;
	}

	private boolean fits(Slot slot) {
		Model model = slot.deployment.model();
		long input = this.demands.inputTokens();
		long output = this.demands.maxOutput();
		if (output > model.maxOutput()) {
			return no(slot, Obstacle.OUTPUT,
					output + " tokens of output were asked, it gives at most " + model.maxOutput());
		}
		// An answer needs at least one token.
		if (input + Math.max(1, output) > model.window()) {
			return no(slot, Obstacle.WINDOW, "about " + input + " tokens of input and "
					+ ((output > 0) ? output + " of output" : "an answer") + ", its window holds " + model.window());
		}
		return true;
	}

	private boolean canBeTold(Slot slot, OperationCodec<OperationRequest> codec) {
		Optional<Unmappable> field = cannotCarry(codec);
		if (field.isEmpty()) {
			field = codec.cannotCarryTo(slot.deployment, this.request.asked());
		}
		if (field.isPresent()) {
			this.exclusions.add(slot, Obstacle.PROTOCOL, field.get().why(), field.get().param());
			return false;
		}
		return true;
	}

	/** What a codec can't say of the request is asked once a call. */
	private Optional<Unmappable> cannotCarry(OperationCodec<OperationRequest> codec) {
		int known = this.codecs.indexOf(codec);
		if (known >= 0) {
			return this.unmappable.get(known);
		}
		Optional<Unmappable> field = codec.cannotCarry(this.request.asked());
		this.codecs.add(codec);
		this.unmappable.add(field);
		return field;
	}

	private boolean isUp(Slot slot) {
		Gate.@Nullable Block block = this.gate.check(slot.deployment);
		if (block != null) {
			this.exclusions.blocked(slot, block);
			return false;
		}
		return true;
	}

	private boolean no(Slot slot, Obstacle obstacle, String why) {
		this.exclusions.add(slot, obstacle, why);
		return false;
	}

}
