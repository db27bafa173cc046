package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which guardrails there are, and which hold for what. Immutable.
 */
public final class GuardRules {

	private final Map<String, Guardrail> guardrails;

	private final Set<String> always;

	private final Map<String, List<String>> ofPolicy;

	private final GuardSet standard;

	private final Map<String, GuardSet> sets;

	/**
	 * @param guardrails by name, in the configuration's order
	 * @param always the names of those that hold for each call
	 * @param ofPolicy for a policy the names of its own
	 */
	GuardRules(Map<String, Guardrail> guardrails, List<String> always, Map<String, List<String>> ofPolicy) {
		this.guardrails = guardrails;
		this.always = new LinkedHashSet<>(always);
		this.ofPolicy = ofPolicy;
		this.standard = set(List.of());
		this.sets = ofPolicy.keySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(policy -> policy, policy -> set(List.of(policy))));
	}

	/** All guardrails, in the configuration's order. */
	public List<Guardrail> guardrails() {
		return List.copyOf(this.guardrails.values());
	}

	/** Whether a guardrail holds for each call. */
	public boolean isForAll(String guardrail) {
		return this.always.contains(guardrail);
	}

	/** The policies that add a guardrail. */
	public List<String> policiesOf(String guardrail) {
		return this.ofPolicy.entrySet()
			.stream()
			.filter(policy -> policy.getValue().contains(guardrail))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * The guardrails of a call: those for all, those of the policy that its model's name
	 * stands for, and those of the policy that its header names. A header can add some
	 * and never take one away.
	 */
	GuardSet of(@Nullable String modelsPolicy, @Nullable String headersPolicy) {
		GuardSet first = (modelsPolicy != null) ? this.sets.get(modelsPolicy) : null;
		GuardSet second = (headersPolicy != null) ? this.sets.get(headersPolicy) : null;
		if (first == null || second == null || modelsPolicy == null || headersPolicy == null) {
			return (first != null) ? first : (second != null) ? second : this.standard;
		}
		return modelsPolicy.equals(headersPolicy) ? first : set(List.of(modelsPolicy, headersPolicy));
	}

	private GuardSet set(List<String> policies) {
		Set<String> names = new LinkedHashSet<>(this.always);
		policies.forEach(policy -> names.addAll(this.ofPolicy.getOrDefault(policy, List.of())));
		List<Guardrail> set = new ArrayList<>(names.size());
		// In the order in which they are declared, whoever names them.
		this.guardrails.values().stream().filter(guard -> names.contains(guard.name())).forEach(set::add);
		return set.isEmpty() ? GuardSet.NONE : new GuardSet(set);
	}

}
