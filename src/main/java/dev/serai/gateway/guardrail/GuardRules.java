package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * All guardrails, and the calls that each applies to. Immutable.
 */
public final class GuardRules {

	private final Map<String, Guardrail> guardrails;

	private final Set<String> always;

	private final Map<String, List<String>> ofPolicy;

	private final GuardSet standard;

	private final Map<String, GuardSet> sets;

	/**
	 * @param guardrails by name, in the configuration's order
	 * @param always the names of those that apply to every call
	 * @param ofPolicy the names of those that apply to a policy, by policy
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

	/** Returns all guardrails, in the configuration's order. */
	public List<Guardrail> guardrails() {
		return List.copyOf(this.guardrails.values());
	}

	/** Returns whether a guardrail applies to every call. */
	public boolean isForAll(String guardrail) {
		return this.always.contains(guardrail);
	}

	/** Returns the policies that add a guardrail. */
	public List<String> policiesOf(String guardrail) {
		return this.ofPolicy.entrySet()
			.stream()
			.filter(policy -> policy.getValue().contains(guardrail))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * Returns the guardrails of a call: those for all calls, those of the policy that its
	 * model's name stands for, and those of the policy in its header. The header can add
	 * guardrails but never remove one.
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
		// Always in the order of their declaration.
		this.guardrails.values().stream().filter(guard -> names.contains(guard.name())).forEach(set::add);
		return set.isEmpty() ? GuardSet.NONE : new GuardSet(set);
	}

}
