package dev.serai.gateway.routing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.cost.UnknownPrice;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.GuardrailEntry;
import dev.serai.gateway.guardrail.GuardrailReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code policies.yaml}. What it returns is whole and within bounds.
 */
public final class PolicyReader {

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9:._-]{0,63}");

	private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final Duration LONGEST_CACHED = Duration.ofDays(30);

	/** Leases of budgets are not made for longer outages. */
	private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(1);

	private static final int MOST_ATTEMPTS = 10;

	private static final double HUNDRED = 100;

	private static final BigDecimal DEAREST = BigDecimal.valueOf(100_000);

	private static final int PRICE_DECIMALS = 6;

	private PolicyReader() {
	}

	/**
	 * Reads the file.
	 * @throws InvalidConfiguration when it can't be used as it is
	 */
	public static Policies read(ConfigFile file) {
		Content content = file.as(Content.class);
		Place top = file.at("policies.yaml");
		Map<String, PolicyEntry> entries = top.required(content.policies, "policies");
		Map<String, Policy> policies = new LinkedHashMap<>();
		entries.forEach((name, entry) -> {
			Place place = file.at("policy " + name);
			if (!NAME.matcher(name).matches()) {
				throw place.wrong("name", name, "lower-case letters, digits and : . _ -, at most 64");
			}
			policies.put(name, policy(place, name, place.required(entry, "its content")));
		});
		String standard = top.required(content.standard, "default");
		Policy chosen = policies.get(standard);
		if (chosen == null) {
			throw top.wrong("default", standard, "one of " + policies.keySet());
		}
		return new Policies(chosen, Collections.unmodifiableMap(policies), fallbacks(file, content.fallbacks),
				breaker(file.at("breaker"), content.breaker), cooldown(file.at("cooldown"), content.cooldown),
				halfLife(file.at("measurements"), content.measurements), budgets(file.at("budgets"), content.budgets));
	}

	/**
	 * Reads the file's guardrails, and which hold for what.
	 * @throws InvalidConfiguration when it can't be used as it is
	 */
	public static GuardRules guards(ConfigFile file) {
		Content content = file.as(Content.class);
		Map<String, List<String>> ofPolicy = new LinkedHashMap<>();
		file.at("policies.yaml").required(content.policies, "policies").forEach((name, policy) -> {
			if (policy != null && policy.guards != null) {
				ofPolicy.put(name, policy.guards);
			}
		});
		return GuardrailReader.read(file, content.guardrails, content.guards, ofPolicy);
	}

	private static Policy policy(Place place, String name, PolicyEntry entry) {
		int attempts = whole(place, "attempts", entry.attempts, 3, MOST_ATTEMPTS);
		Duration deadline = duration(place, "deadline", entry.deadline, Duration.ofSeconds(120));
		Duration firstToken = (entry.firstToken != null) ? duration(place, "firstToken", entry.firstToken, deadline)
				: null;
		if (firstToken != null && firstToken.compareTo(deadline) > 0) {
			throw place.wrong("firstToken", entry.firstToken,
					"no longer than the deadline, " + deadline.toMillis() + "ms");
		}
		return new Policy(name, place.required(entry.description, "description"),
				weights(place, place.required(entry.weights, "weights")), selection(place, entry),
				names(place, "baseline", (entry.baseline != null) ? entry.baseline : List.of()), attempts, deadline,
				firstToken, cacheFor(place, entry.cache));
	}

	private static @Nullable Duration cacheFor(Place place, @Nullable CacheEntry entry) {
		return (entry == null) ? null
				: upTo(LONGEST_CACHED, place, "cache.ttl", place.required(entry.ttl, "cache.ttl"));
	}

	private static Weights weights(Place place, WeightsEntry entry) {
		double sum = 0;
		for (double weight : new double[] { entry.performance, entry.cost, entry.availability, entry.capability }) {
			if (!(weight >= 0 && weight <= HUNDRED)) {
				throw place.wrong("a weight", weight, "from 0 to 100");
			}
			sum += weight;
		}
		if (Math.abs(sum - HUNDRED) > 1e-6) {
			throw place.wrong("the weights' sum", sum, "100");
		}
		return Weights.ofPercent(entry.performance, entry.cost, entry.availability, entry.capability);
	}

	private static Selection selection(Place place, PolicyEntry entry) {
		List<String> include = names(place, "models", place.required(entry.models, "models"));
		if (include.isEmpty()) {
			throw place.wrong("models", include, "all, or at least one name");
		}
		if (include.equals(List.of("all"))) {
			include = Selection.ALL.include();
		}
		if (!(entry.minCapability >= 0 && entry.minCapability <= 1)) {
			throw place.wrong("minCapability", entry.minCapability, "from 0 to 1");
		}
		return new Selection(include, names(place, "except", (entry.except != null) ? entry.except : List.of()),
				entry.minCapability);
	}

	private static Map<String, List<String>> fallbacks(ConfigFile file, @Nullable Map<String, List<String>> entries) {
		Map<String, List<String>> fallbacks = new LinkedHashMap<>();
		if (entries != null) {
			entries.forEach((model, chain) -> {
				Place place = file.at("fallbacks of " + model);
				List<String> names = names(place, "the chain", place.required(chain, "the chain"));
				if (names.isEmpty() || names.contains(model)) {
					throw place.wrong("the chain", names, "at least one model, and never the model itself");
				}
				fallbacks.put(model, names);
			});
		}
		return Collections.unmodifiableMap(fallbacks);
	}

	private static List<String> names(Place place, String field, List<String> names) {
		for (String name : names) {
			if (name == null || name.isBlank()) {
				throw place.wrong(field, names, "without empty names");
			}
		}
		if (new LinkedHashSet<>(names).size() < names.size()) {
			throw place.wrong(field, names, "without a name that stands twice");
		}
		return List.copyOf(names);
	}

	private static Policies.Breaker breaker(Place place, @Nullable BreakerEntry given) {
		BreakerEntry entry = (given != null) ? given : new BreakerEntry(null, null, null, null, null, null);
		int window = whole(place, "slidingWindow", entry.slidingWindow, 20, 10_000);
		int minimum = whole(place, "minimumCalls", entry.minimumCalls, Math.min(5, window), window);
		double rate = (entry.failureRate != null) ? entry.failureRate : 50;
		if (!(rate > 0 && rate <= HUNDRED)) {
			throw place.wrong("failureRate", rate, "more than 0 and at most 100 percent");
		}
		return new Policies.Breaker(window, minimum, rate,
				duration(place, "openFor", entry.openFor, Duration.ofSeconds(10)),
				whole(place, "halfOpenCalls", entry.halfOpenCalls, 3, 1000),
				duration(place, "maxHalfOpen", entry.maxHalfOpen, Duration.ofSeconds(30)));
	}

	private static Policies.Cooldown cooldown(Place place, @Nullable CooldownEntry given) {
		CooldownEntry entry = (given != null) ? given : new CooldownEntry(null, null);
		Duration max = duration(place, "max", entry.max, Duration.ofMinutes(5));
		Duration standard = duration(place, "standard", entry.standard, Duration.ofSeconds(10));
		if (standard.compareTo(max) > 0) {
			throw place.wrong("standard", standard.toMillis() + "ms", "no longer than max, " + max.toMillis() + "ms");
		}
		return new Policies.Cooldown(standard, max);
	}

	private static Duration halfLife(Place place, @Nullable MeasurementsEntry entry) {
		return duration(place, "halfLife", (entry != null) ? entry.halfLife : null, Duration.ofSeconds(60));
	}

	private static Policies.Budgets budgets(Place place, @Nullable BudgetsEntry given) {
		BudgetsEntry entry = (given != null) ? given : new BudgetsEntry(null, null, null);
		Policies.Budgets standard = Policies.Budgets.STANDARD;
		return new Policies.Budgets(
				whole(place, "outputCeiling", entry.outputCeiling, standard.outputCeiling(), 10_000_000),
				unknownPrice(place.in("unknownPrice"), entry.unknownPrice), (entry.outageCover != null)
						? upTo(LONGEST_OUTAGE, place, "outageCover", entry.outageCover) : standard.outageCover());
	}

	private static UnknownPrice unknownPrice(Place place, @Nullable UnknownPriceEntry entry) {
		String mode = (entry != null) ? place.required(entry.mode, "mode") : "deny";
		boolean ceiling = entry != null && (entry.inputPerMillion != null || entry.outputPerMillion != null);
		if (ceiling && !mode.equals("cap")) {
			throw place.wrong("mode", mode, "cap where prices are given");
		}
		return switch (mode) {
			case "deny" -> UnknownPrice.DENY;
			case "allow" -> UnknownPrice.ALLOW;
			case "cap" -> UnknownPrice.cap(positive(place, "inputPerMillion", entry.inputPerMillion),
					positive(place, "outputPerMillion", entry.outputPerMillion));
			default -> throw place.wrong("mode", mode, "deny, cap or allow");
		};
	}

	private static BigDecimal positive(Place place, String field, @Nullable BigDecimal price) {
		BigDecimal amount = place.required(price, field);
		if (amount.signum() <= 0 || amount.compareTo(DEAREST) > 0 || amount.scale() > PRICE_DECIMALS) {
			throw place.wrong(field, amount,
					"more than 0 and at most " + DEAREST + " US dollars, with at most " + PRICE_DECIMALS + " decimals");
		}
		return amount;
	}

	private static int whole(Place place, String field, @Nullable Integer value, int otherwise, int most) {
		int number = (value != null) ? value : otherwise;
		if (number < 1 || number > most) {
			throw place.wrong(field, number, "from 1 to " + most);
		}
		return number;
	}

	private static Duration duration(Place place, String field, @Nullable String text, Duration otherwise) {
		return (text == null) ? otherwise : upTo(LONGEST, place, field, text);
	}

	private static Duration upTo(Duration longest, Place place, String field, String text) {
		Matcher matcher = DURATION.matcher(text);
		if (matcher.matches()) {
			long amount = Long.parseLong(matcher.group(1));
			Duration duration = switch (matcher.group(2)) {
				case "ms" -> Duration.ofMillis(amount);
				case "s" -> Duration.ofSeconds(amount);
				case "m" -> Duration.ofMinutes(amount);
				default -> Duration.ofHours(amount);
			};
			if (duration.isPositive() && duration.compareTo(longest) <= 0) {
				return duration;
			}
		}
		throw place.wrong(field, text, "a duration such as 500ms, 10s, 5m or 1h, at most " + longest.toMinutes() + "m");
	}

	private record Content(@JsonProperty("default") @Nullable String standard,
			@Nullable Map<String, PolicyEntry> policies, @Nullable Map<String, List<String>> fallbacks,
			@Nullable BreakerEntry breaker, @Nullable CooldownEntry cooldown, @Nullable MeasurementsEntry measurements,
			@Nullable BudgetsEntry budgets, @Nullable List<String> guards,
			@Nullable Map<String, GuardrailEntry> guardrails) {
	}

	private record PolicyEntry(@Nullable String description, @Nullable WeightsEntry weights,
			@JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> models,
			@Nullable List<String> except, double minCapability,
			@JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> baseline,
			@Nullable Integer attempts, @Nullable String deadline, @Nullable String firstToken,
			@Nullable CacheEntry cache, @Nullable List<String> guards) {
	}

	private record CacheEntry(@Nullable String ttl) {
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

	private record UnknownPriceEntry(@Nullable String mode, @Nullable BigDecimal inputPerMillion,
			@Nullable BigDecimal outputPerMillion) {
	}

	private record MeasurementsEntry(@Nullable String halfLife) {
	}

}
