package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.UnknownPrice;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code policies.yaml}. Immutable.
 *
 * @param standard the policy that ranks when a call names none
 * @param byName all policies, in the file's order
 * @param fallbacks for a model's name the models to use when it cannot serve, in order
 * @param breaker when a deployment is excluded after failures
 * @param cooldown how long a deployment is excluded after it reported overload or a rate
 * limit
 * @param halfLife the age at which a measurement counts half
 * @param budgets assumptions for reservations of budgets
 */
public record Policies(Policy standard, Map<String, Policy> byName, Map<String, List<String>> fallbacks,
		Breaker breaker, Cooldown cooldown, Duration halfLife, Budgets budgets) {

	/**
	 * Settings of the circuit breakers.
	 *
	 * @param slidingWindow how many of the last calls count
	 * @param minimumCalls how many calls are needed before the breaker may open
	 * @param failureRate percentage of failures at which it opens
	 * @param openFor how long it stays open before probes are allowed
	 * @param halfOpenCalls the number of probes
	 * @param maxHalfOpen after how long it opens again when the probes do not end
	 */
	public record Breaker(int slidingWindow, int minimumCalls, double failureRate, Duration openFor, int halfOpenCalls,
			Duration maxHalfOpen) {
	}

	/**
	 * How long a deployment is excluded.
	 *
	 * @param standard when the provider names no time
	 * @param max the longest time, whatever the provider names
	 */
	public record Cooldown(Duration standard, Duration max) {
	}

	/**
	 * Assumptions for reservations of budgets.
	 *
	 * @param outputCeiling output tokens, for a call that sets no limit of its own
	 * @param unknownPrice how tokens without a listed price are handled
	 * @param outageCover how long a database outage should refuse no call while much is
	 * left of its budgets
	 */
	public record Budgets(int outputCeiling, UnknownPrice unknownPrice, Duration outageCover) {

		/** The values for a file without this section. */
		public static final Budgets STANDARD = new Budgets(4096, UnknownPrice.DENY, Duration.ofSeconds(60));

	}

	/** Returns the policy of this name; null when there is none. */
	public @Nullable Policy find(String name) {
		return this.byName.get(name);
	}

	/**
	 * Returns log messages about names in these policies that the catalog does not
	 * contain. They are not errors: a provider without a key is not in the catalog, nor
	 * are its models.
	 */
	public List<String> unknownTo(Catalog catalog) {
		List<String> unknown = new ArrayList<>();
		this.byName.values().forEach(policy -> {
			String entry = "policy " + policy.name();
			for (String name : policy.models().include()) {
				if (catalog.deployments().stream().noneMatch(d -> Selection.matches(name, d))) {
					unknown.add(entry + ", models: no provider offers " + name);
				}
			}
			if (!policy.baseline().isEmpty() && policy.baseline().stream().noneMatch(name -> offers(catalog, name))) {
				unknown.add(entry + ", baseline: no provider offers " + String.join(", ", policy.baseline()));
			}
			if (offers(catalog, policy.name())) {
				unknown.add(entry + ": a model has this name, and comes first");
			}
		});
		this.fallbacks.forEach((model, chain) -> {
			String entry = "fallbacks of " + model + ": no provider offers ";
			if (catalog.ofModel(model).isEmpty()) {
				unknown.add(entry + model);
			}
			chain.stream().filter(name -> !offers(catalog, name)).forEach(name -> unknown.add(entry + name));
		});
		return unknown;
	}

	private static boolean offers(Catalog catalog, String name) {
		return catalog.find(name).isPresent() || !catalog.ofModel(name).isEmpty();
	}

}
