package dev.serai.gateway.catalog;

import java.time.LocalDate;
import java.util.Set;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What callers name.
 *
 * @param name without provider
 * @param aliases other names for it
 * @param operations what it may be asked to do
 * @param window tokens that request and answer may have together
 * @param maxOutput tokens that an answer may have
 * @param inputs what may be in a request
 * @param features what it can do
 * @param capability an editorial rating of the quality of its answers, 0 to 1
 * @param deprecatedAt the day from which it should not be used any more; null when there
 * is none
 */
public record Model(String name, Set<String> aliases, Set<Operation> operations, int window, int maxOutput,
		Set<Modality> inputs, Set<Capability> features, double capability, @Nullable LocalDate deprecatedAt) {

	/** One that answers in chats and is there to stay. */
	public Model(String name, Set<String> aliases, int window, int maxOutput, Set<Modality> inputs,
			Set<Capability> features, double capability) {
		this(name, aliases, Set.of(Operation.CHAT), window, maxOutput, inputs, features, capability, null);
	}

	/** Whether it writes answers token by token, in any operation. */
	public boolean writes() {
		return this.operations.stream().anyMatch(Operation::writes);
	}

}
