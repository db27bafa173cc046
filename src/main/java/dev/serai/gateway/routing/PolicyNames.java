package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.guardrail.GuardrailEntry;
import dev.serai.platform.error.NearestName;

/**
 * Checks the names in {@code policies.yaml} that refer to models and providers. A name
 * counts as known if the other files list it, whether or not its provider has a key.
 */
final class PolicyNames {

	private static final String ANY = "*";

	private final Place top;

	private final Catalog catalog;

	private final Collection<String> models;

	private final List<String> remarks = new ArrayList<>();

	/**
	 * @param top the file
	 */
	PolicyNames(Place top, Catalog catalog) {
		this.top = top;
		this.catalog = catalog;
		this.models = catalog.listed().models();
	}

	/** Returns what is unknown but does no harm. */
	List<String> remarks() {
		return this.remarks;
	}

	/**
	 * Checks a policy: each name that it selects by must match, and each that it
	 * excludes, unless it is a pattern. Of its baselines the first one that is offered
	 * counts.
	 * @throws InvalidConfiguration when a name matches nothing
	 */
	void policy(String name, List<String> include, List<String> except, List<String> baseline) {
		Place place = this.top.in("policies").in(name);
		for (int i = 0; i < include.size(); i++) {
			if (!include.equals(List.of("all")) && matchesNothing(include.get(i))) {
				throw place.in("models").in(i).wrong(unknown(include.get(i)));
			}
		}
		for (int i = 0; i < except.size(); i++) {
			if (matchesNothing(except.get(i))) {
				if (!except.get(i).contains(ANY)) {
					throw place.in("except").in(i).wrong(unknown(except.get(i)));
				}
				this.remarks.add(place.in("except").in(i).remark(unknown(except.get(i))));
			}
		}
		for (int i = 0; i < baseline.size(); i++) {
			if (!this.models.contains(baseline.get(i))) {
				this.remarks.add(place.in("baseline").in(i).remark(unknown(baseline.get(i))));
			}
		}
	}

	/**
	 * Checks a chain. Its first model need not be listed, because callers may name a
	 * model that only its replacements serve; but it must not be a misspelt one.
	 * @throws InvalidConfiguration when a replacement does not exist
	 */
	void fallback(String model, List<String> chain) {
		Place place = this.top.in("fallbacks").in(model);
		if (!this.models.contains(model) && NearestName.of(model, this.models).isPresent()) {
			throw place.wrong(unknown(model));
		}
		for (int i = 0; i < chain.size(); i++) {
			if (!this.models.contains(chain.get(i))) {
				throw place.in(i).wrong(unknown(chain.get(i)));
			}
		}
	}

	/**
	 * Checks a guardrail that names a provider or regions.
	 * @throws InvalidConfiguration when there is no such provider or region
	 */
	void guardrail(String name, GuardrailEntry entry) {
		Place place = this.top.in("guardrails").in(name);
		if (entry instanceof GuardrailEntry.Moderation moderation) {
			Collection<String> providers = this.catalog.listed().providers();
			if (!providers.contains(moderation.provider())) {
				throw place.in("provider").unknown(moderation.provider(), providers);
			}
		}
		if (entry instanceof GuardrailEntry.Regions regions && !"off".equals(entry.mode())) {
			List<String> known = this.catalog.deployments()
				.stream()
				.map(deployment -> deployment.provider().region())
				.filter(Objects::nonNull)
				.map(region -> region.toLowerCase(Locale.ROOT))
				.distinct()
				.sorted()
				.toList();
			for (int i = 0; i < regions.allow().size(); i++) {
				String allowed = regions.allow().get(i).toLowerCase(Locale.ROOT);
				if (known.stream().noneMatch(region -> pattern(allowed).matcher(region).matches())) {
					this.remarks.add(place.in("allow")
						.in(i)
						.remark("no provider is in a region " + allowed + "; regions in providers.yaml: " + known
								+ NearestName.hint(allowed, known)));
				}
			}
		}
	}

	private boolean matchesNothing(String name) {
		Pattern pattern = pattern(name);
		return this.models.stream().noneMatch(model -> pattern.matcher(model).matches());
	}

	private static Pattern pattern(String name) {
		return Pattern.compile("\\Q" + name.replace(ANY, "\\E.*\\Q") + "\\E");
	}

	private String unknown(String name) {
		if (!name.contains(ANY)) {
			return "there is no model " + name + " in models.yaml" + NearestName.hint(name, this.models);
		}
		String beginning = name.substring(0, name.indexOf(ANY));
		List<String> beginnings = this.models.stream()
			.map(model -> model.substring(0, Math.min(beginning.length(), model.length())))
			.distinct()
			.toList();
		return "no model in models.yaml matches " + name
				+ NearestName.of(beginning, beginnings)
					.filter(near -> !near.equals(beginning))
					.map(near -> "; did you mean " + near + name.substring(beginning.length()) + "?")
					.orElse("");
	}

}
