package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.serai.gateway.call.Rights;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Parts those that may serve one call from those that may not. One per decision, not
 * thread-safe.
 */
final class Filter {

	private final RoutingRequest request;

	private final Demands demands;

	private final Rights rights;

	private final WireCheck wireCheck;

	private final Gate gate;

	private final Exclusions exclusions = new Exclusions();

	private final List<String> protocols = new ArrayList<>(4);

	private final List<Optional<Unmappable>> unmappable = new ArrayList<>(4);

	/**
	 * @param rights what is left of them to check for each candidate
	 */
	Filter(RoutingRequest request, Rights rights, WireCheck wireCheck, Gate gate) {
		this.request = request;
		this.demands = Demands.of(request);
		this.rights = rights;
		this.wireCheck = wireCheck;
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
		if (this.request.regions() != null && !this.request.regions().test(slot.deployment.provider().region())) {
			return no(slot, Obstacle.REGION, "its data is not processed in an allowed region");
		}
		return understands(slot) && fits(slot) && canBeTold(slot) && isUp(slot);
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

	private boolean canBeTold(Slot slot) {
		Optional<Unmappable> field = cannotCarry(slot.deployment.provider());
		if (field.isEmpty()) {
			field = this.wireCheck.cannotCarryTo(slot.deployment, this.request.asked());
		}
		if (field.isPresent()) {
			this.exclusions.add(slot, Obstacle.PROTOCOL, field.get().why(), field.get().param());
			return false;
		}
		return true;
	}

	private Optional<Unmappable> cannotCarry(Provider provider) {
		int known = this.protocols.indexOf(provider.protocol());
		if (known >= 0) {
			return this.unmappable.get(known);
		}
		OperationRequest asked = this.request.asked();
		Optional<Unmappable> field = this.wireCheck.cannotCarry(provider, asked);
		this.protocols.add(provider.protocol());
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
