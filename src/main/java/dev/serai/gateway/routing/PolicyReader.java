package dev.serai.gateway.routing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.cost.UnknownPrice;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.GuardrailEntry;
import dev.serai.gateway.guardrail.GuardrailReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code policies.yaml} after its schema was checked. Results are complete and
 * within bounds.
 */
public final class PolicyReader {

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final Duration LONGEST_CACHED = Duration.ofDays(30);

	/** Budget leases do not cover longer outages. */
	private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(1);

	private static final double HUNDRED = 100;

	private static final int PRICE_DECIMALS = 6;

	private PolicyReader() {
	}

	/**
	 * Reads the policies.
	 * @throws InvalidConfiguration when the file cannot be used
	 */
	public static Policies read(ConfigFile file) {
		Content content = file.as(Content.class);
		Place top = file.top();
		Map<String, Policy> policies = new LinkedHashMap<>();
		content.policies.forEach((name, entry) -> policies.put(name, policy(top.in("policies").in(name), name, entry)));
		Policy chosen = policies.get(content.standard);
		if (chosen == null) {
			throw top.in("default").unknown(content.standard, policies.keySet());
		}
		return new Policies(chosen, Collections.unmodifiableMap(policies),
				fallbacks(top.in("fallbacks"), content.fallbacks), breaker(top.in("breaker"), content.breaker),
				cooldown(top.in("cooldown"), content.cooldown),
				top.in("measurements")
					.duration("halfLife", (content.measurements != null) ? content.measurements.halfLife : null,
							Duration.ofSeconds(60), LONGEST),
				budgets(top.in("budgets"), content.budgets));
	}

	/**
	 * Reads the guardrails and the rules that assign them.
	 * @throws InvalidConfiguration when the file cannot be used
	 */
	public static GuardRules guards(ConfigFile file) {
		Content content = file.as(Content.class);
		Map<String, List<String>> ofPolicy = new LinkedHashMap<>();
		content.policies.forEach((name, policy) -> {
			if (policy.guards != null) {
				ofPolicy.put(name, policy.guards);
			}
		});
		return GuardrailReader.read(file.top(), content.guardrails, content.guards, ofPolicy);
	}

	/**
	 * Checks the names that refer to models and providers. The built-in file is not
	 * checked: it may stand beside models of the operator's own.
	 * @return remarks on names that are unknown but do no harm
	 * @throws InvalidConfiguration when a policy, chain or guardrail cannot work
	 */
	public static List<String> checkNames(ConfigFile file, Catalog catalog) {
		if (file.isBuiltIn()) {
			return List.of();
		}
		Content content = file.as(Content.class);
		PolicyNames names = new PolicyNames(file.top(), catalog);
		content.policies
			.forEach((name, policy) -> names.policy(name, policy.models, names(policy.except), names(policy.baseline)));
		if (content.fallbacks != null) {
			content.fallbacks.forEach(names::fallback);
		}
		if (content.guardrails != null) {
			content.guardrails.forEach(names::guardrail);
		}
		return names.remarks();
	}

	private static Policy policy(Place place, String name, PolicyEntry entry) {
		Duration deadline = place.duration("deadline", entry.deadline, Duration.ofSeconds(120), LONGEST);
		Duration firstToken = (entry.firstToken != null)
				? place.duration("firstToken", entry.firstToken, deadline, LONGEST) : null;
		if (firstToken != null && firstToken.compareTo(deadline) > 0) {
			throw place.in("firstToken")
				.wrong(entry.firstToken, "no longer than the deadline, " + deadline.toMillis() + "ms");
		}
		WeightsEntry weights = entry.weights;
		double sum = weights.performance + weights.cost + weights.availability + weights.capability;
		if (Math.abs(sum - HUNDRED) > 1e-6) {
			throw place.in("weights").wrong("the sum is " + sum + "; it must be 100");
		}
		return new Policy(name, entry.description,
				Weights.ofPercent(weights.performance, weights.cost, weights.availability, weights.capability),
				new Selection(entry.models.equals(List.of("all")) ? Selection.ALL.include() : List.copyOf(entry.models),
						names(entry.except), entry.minCapability),
				names(entry.baseline), (entry.attempts != null) ? entry.attempts : 3, deadline, firstToken,
				(entry.cache != null)
						? place.in("cache").duration("ttl", entry.cache.ttl, LONGEST_CACHED, LONGEST_CACHED) : null);
	}

	private static List<String> names(@Nullable List<String> names) {
		return (names != null) ? List.copyOf(names) : List.of();
	}

	private static Map<String, List<String>> fallbacks(Place place, @Nullable Map<String, List<String>> entries) {
		Map<String, List<String>> fallbacks = new LinkedHashMap<>();
		if (entries != null) {
			entries.forEach((model, chain) -> {
				if (chain.contains(model)) {
					throw place.in(model).wrong(chain, "a list without the model itself");
				}
				fallbacks.put(model, List.copyOf(chain));
			});
		}
		return Collections.unmodifiableMap(fallbacks);
	}

	private static Policies.Breaker breaker(Place place, @Nullable BreakerEntry given) {
		BreakerEntry entry = (given != null) ? given : new BreakerEntry(null, null, null, null, null, null);
		int window = (entry.slidingWindow != null) ? entry.slidingWindow : 20;
		int minimum = (entry.minimumCalls != null) ? entry.minimumCalls : Math.min(5, window);
		if (minimum > window) {
			throw place.in("minimumCalls").wrong(minimum, "no more than slidingWindow, " + window);
		}
		return new Policies.Breaker(window, minimum, (entry.failureRate != null) ? entry.failureRate : 50,
				place.duration("openFor", entry.openFor, Duration.ofSeconds(10), LONGEST),
				(entry.halfOpenCalls != null) ? entry.halfOpenCalls : 3,
				place.duration("maxHalfOpen", entry.maxHalfOpen, Duration.ofSeconds(30), LONGEST));
	}

	private static Policies.Cooldown cooldown(Place place, @Nullable CooldownEntry given) {
		CooldownEntry entry = (given != null) ? given : new CooldownEntry(null, null);
		Duration max = place.duration("max", entry.max, Duration.ofMinutes(5), LONGEST);
		Duration standard = place.duration("standard", entry.standard, Duration.ofSeconds(10), LONGEST);
		if (standard.compareTo(max) > 0) {
			throw place.in("standard")
				.wrong(standard.toMillis() + "ms", "no longer than max, " + max.toMillis() + "ms");
		}
		return new Policies.Cooldown(standard, max);
	}

	private static Policies.Budgets budgets(Place place, @Nullable BudgetsEntry given) {
		BudgetsEntry entry = (given != null) ? given : new BudgetsEntry(null, null, null);
		Policies.Budgets standard = Policies.Budgets.STANDARD;
		return new Policies.Budgets((entry.outputCeiling != null) ? entry.outputCeiling : standard.outputCeiling(),
				unknownPrice(place.in("unknownPrice"), entry.unknownPrice),
				place.duration("outageCover", entry.outageCover, standard.outageCover(), LONGEST_OUTAGE));
	}

	private static UnknownPrice unknownPrice(Place place, @Nullable UnknownPriceEntry entry) {
		return switch ((entry != null) ? entry.mode : "deny") {
			case "allow" -> UnknownPrice.ALLOW;
			case "cap" -> UnknownPrice.cap(price(place.in("inputPerMillion"), entry.inputPerMillion),
					price(place.in("outputPerMillion"), entry.outputPerMillion));
			default -> UnknownPrice.DENY;
		};
	}

	private static BigDecimal price(Place place, BigDecimal price) {
		if (price.scale() > PRICE_DECIMALS) {
			throw place.wrong(price, "given with at most " + PRICE_DECIMALS + " decimals");
		}
		return price;
	}

	private record Content(@JsonProperty("default") String standard, Map<String, PolicyEntry> policies,
			@Nullable Map<String, List<String>> fallbacks, @Nullable BreakerEntry breaker,
			@Nullable CooldownEntry cooldown, @Nullable MeasurementsEntry measurements, @Nullable BudgetsEntry budgets,
			@Nullable List<String> guards, @Nullable Map<String, GuardrailEntry> guardrails) {
	}

	private record PolicyEntry(String description, WeightsEntry weights,
			@JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> models, @Nullable List<String> except,
			double minCapability,
			@JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> baseline,
			@Nullable Integer attempts, @Nullable String deadline, @Nullable String firstToken,
			@Nullable CacheEntry cache, @Nullable List<String> guards) {
	}

	private record CacheEntry(String ttl) {
	}

	private record WeightsEntry(double performance, double cost, double availability, double capability) {
	}

	private record BreakerEntry(@Nullable Integer slidingWindow, @Nullable Integer minimumCalls,
			@Nullable Double failureRate, @Nullable String openFor, @Nullable Integer halfOpenCalls,
			@Nullable String maxHalfOpen) {
	}

	private record CooldownEntry(@Nullable String standard, @Nullable String max) {
	}

	private record BudgetsEntry(@Nullable Integer outputCeiling, @Nullable UnknownPriceEntry unknownPrice,
			@Nullable String outageCover) {
	}

	/** The schema requires the prices when the mode is cap. */
	private record UnknownPriceEntry(String mode, BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
	}

	private record MeasurementsEntry(@Nullable String halfLife) {
	}

}
