package dev.serai.gateway.catalog;

import java.time.LocalDate;
import java.util.Set;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A model, as callers name it.
 *
 * @param name without provider
 * @param aliases other names for it
 * @param operations the operations that it supports
 * @param window tokens that request and answer may have together
 * @param maxOutput tokens that an answer may have
 * @param inputs the modalities that a request may contain
 * @param features what it can do
 * @param capability an editorial rating of the quality of its answers, 0 to 1
 * @param deprecatedAt the day from which it should no longer be used; null when there is
 * none
 */
public record Model(String name, Set<String> aliases, Set<Operation> operations, int window, int maxOutput,
		Set<Modality> inputs, Set<Capability> features, double capability, @Nullable LocalDate deprecatedAt) {

	/** A chat model that is not deprecated. */
	public Model(String name, Set<String> aliases, int window, int maxOutput, Set<Modality> inputs,
			Set<Capability> features, double capability) {
		this(name, aliases, Set.of(Operation.CHAT), window, maxOutput, inputs, features, capability, null);
	}

	/** Returns whether it generates tokens in any operation. */
	public boolean writes() {
		return this.operations.stream().anyMatch(Operation::writes);
	}

}
