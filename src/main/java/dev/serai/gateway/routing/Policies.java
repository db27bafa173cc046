package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.UnknownPrice;
import org.jspecify.annotations.Nullable;

/**
 * What {@code policies.yaml} says. Immutable.
 *
 * @param standard the policy that ranks when a call names none
 * @param byName all policies, in the file's order
 * @param fallbacks for a model's name those models that may serve when it can't, in order
 * @param breaker when a deployment is left alone after failures
 * @param cooldown how long a deployment is left alone after it said that it has enough
 * @param halfLife after how long a measurement counts half
 * @param budgets what is reckoned with where money is reserved
 */
public record Policies(Policy standard, Map<String, Policy> byName, Map<String, List<String>> fallbacks,
		Breaker breaker, Cooldown cooldown, Duration halfLife, Budgets budgets) {

	/**
	 * When a deployment's breaker opens and closes.
	 *
	 * @param slidingWindow how many of the last calls count
	 * @param minimumCalls how many must have been made before it may open
	 * @param failureRate percent of failures at which it opens
	 * @param openFor how long it stays open before it tries again
	 * @param halfOpenCalls how many calls may try
	 * @param maxHalfOpen after how long it opens again when those calls never end
	 */
	public record Breaker(int slidingWindow, int minimumCalls, double failureRate, Duration openFor, int halfOpenCalls,
			Duration maxHalfOpen) {
	}

	/**
	 * How long a deployment rests.
	 *
	 * @param standard when the provider does not say for how long
	 * @param max whatever the provider says
	 */
	public record Cooldown(Duration standard, Duration max) {
	}

	/**
	 * What is reckoned with where money is reserved.
	 *
	 * @param outputCeiling tokens of output, for a call that names no limit of its own
	 * @param unknownPrice what is done about tokens without a price
	 * @param outageCover for how long an outage of the database should refuse no call
	 * while much is left of its budgets
	 */
	public record Budgets(int outputCeiling, UnknownPrice unknownPrice, Duration outageCover) {

		/** What holds where the file says nothing. */
		public static final Budgets STANDARD = new Budgets(4096, UnknownPrice.DENY, Duration.ofSeconds(60));

	}

	/** The policy so named; null when there is none. */
	public @Nullable Policy find(String name) {
		return this.byName.get(name);
	}

	/**
	 * What these policies name that a catalog does not hold, as sentences for a log. It
	 * is no error: a provider without a key is not there, nor are its models.
	 */
	public List<String> unknownTo(Catalog catalog) {
		List<String> unknown = new ArrayList<>();
		this.byName.values().forEach(policy -> {
			String entry = "policy " + policy.name();
			for (String name : policy.models().include()) {
				if (catalog.deployments().stream().noneMatch(d -> Selection.matches(name, d))) {
					unknown.add(entry + ", models: nobody offers " + name);
				}
			}
			if (!policy.baseline().isEmpty() && policy.baseline().stream().noneMatch(name -> offers(catalog, name))) {
				unknown.add(entry + ", baseline: nobody offers " + String.join(", ", policy.baseline()));
			}
			if (offers(catalog, policy.name())) {
				unknown.add(entry + ": a model has this name, and comes first");
			}
		});
		this.fallbacks.forEach((model, chain) -> {
			String entry = "fallbacks of " + model + ": nobody offers ";
			if (catalog.ofModel(model).isEmpty()) {
				unknown.add(entry + model);
			}
			chain.stream().filter(name -> catalog.ofModel(name).isEmpty()).forEach(name -> unknown.add(entry + name));
		});
		return unknown;
	}

	private static boolean offers(Catalog catalog, String name) {
		return catalog.find(name).isPresent() || !catalog.ofModel(name).isEmpty();
	}

}
