package dev.serai.gateway.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import org.jspecify.annotations.Nullable;

/** The content of {@code models.yaml} after its schema was checked. */
record ModelsFile(List<Entry> models) {

	/**
	 * A model and its providers.
	 *
	 * @param operations chat alone when not given
	 */
	record Entry(String name, @Nullable List<String> aliases, @Nullable List<String> operations, int window,
			int maxOutput, List<String> inputs, @Nullable List<String> features, double capability,
			@Nullable String deprecatedAt, List<Offer> deployments) {
	}

	/**
	 * A model at a provider.
	 *
	 * @param name the model's name there, where it differs
	 * @param window the window there, where it differs; the same applies to operations,
	 * maxOutput, inputs and features
	 * @param prices an empty list means that no price is known
	 */
	record Offer(String provider, @Nullable String name, @Nullable List<String> operations, @Nullable Integer window,
			@Nullable Integer maxOutput, @Nullable List<String> inputs, @Nullable List<String> features,
			List<PriceRow> prices) {
	}

	/**
	 * Returns the deployments at the configured providers. The whole file is checked,
	 * including entries of providers that are not configured.
	 * @param providers by name; empty for those that are listed but not configured
	 */
	List<Deployment> resolve(ConfigFile file, Map<String, Optional<Provider>> providers) {
		List<Deployment> deployments = new ArrayList<>();
		Map<String, String> names = new HashMap<>();
		for (int i = 0; i < this.models.size(); i++) {
			Place place = file.top().in("models").in(i);
			Entry entry = this.models.get(i);
			Model model = model(entry);
			claim(place.in("name"), names, model.name(), model.name());
			model.aliases().forEach(alias -> claim(place.in("aliases"), names, alias, model.name()));
			deployments.addAll(deployments(place.in("deployments"), model, entry, providers));
		}
		return deployments;
	}

	/** Returns all names of models, their aliases, and {@code provider/model}. */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (Entry entry : this.models) {
			names.add(entry.name());
			if (entry.aliases() != null) {
				names.addAll(entry.aliases());
			}
			entry.deployments().forEach(offer -> names.add(offer.provider() + "/" + entry.name()));
		}
		return names;
	}

	private static void claim(Place place, Map<String, String> names, String name, String model) {
		String other = names.put(name, model);
		if (other != null) {
			throw place.wrong("the name " + name + " is taken by model " + other + "; rename or remove one");
		}
	}

	private static Model model(Entry entry) {
		return new Model(entry.name(),
				(entry.aliases() != null) ? Collections.unmodifiableSet(new LinkedHashSet<>(entry.aliases()))
						: Set.of(),
				words(Operation.class, entry.operations(), Set.of(Operation.CHAT)), entry.window(), entry.maxOutput(),
				words(Modality.class, entry.inputs(), Set.of()), words(Capability.class, entry.features(), Set.of()),
				entry.capability(), (entry.deprecatedAt() != null) ? LocalDate.parse(entry.deprecatedAt()) : null);
	}

	private static List<Deployment> deployments(Place place, Model model, Entry entry,
			Map<String, Optional<Provider>> providers) {
		List<Deployment> deployments = new ArrayList<>();
		Set<String> seen = new LinkedHashSet<>();
		for (int i = 0; i < entry.deployments().size(); i++) {
			Offer offer = entry.deployments().get(i);
			Optional<Provider> there = providers.get(offer.provider());
			if (there == null) {
				throw place.in(i).in("provider").unknown(offer.provider(), providers.keySet());
			}
			if (!seen.add(offer.provider())) {
				throw place.in(i).in("provider").wrong(offer.provider() + " is there twice; remove one");
			}
			Model offered = offered(model, offer);
			List<PriceList> listed = prices(place.in(i).in("prices"), offer);
			List<PriceList> prices = offered.writes() ? listed : listed.stream().map(PriceList::withoutOutput).toList();
			String wireName = (offer.name() != null) ? offer.name() : model.name();
			there.ifPresent(p -> deployments.add(new Deployment(offer.provider() + "/" + model.name(), p, offered,
					wireName, prices, p.dialects().of(wireName))));
		}
		return deployments;
	}

	private static Model offered(Model model, Offer offer) {
		return new Model(model.name(), model.aliases(), words(Operation.class, offer.operations(), model.operations()),
				(offer.window() != null) ? offer.window() : model.window(),
				(offer.maxOutput() != null) ? offer.maxOutput() : model.maxOutput(),
				words(Modality.class, offer.inputs(), model.inputs()),
				words(Capability.class, offer.features(), model.features()), model.capability(), model.deprecatedAt());
	}

	/** Returns price lists by date, oldest first. */
	private static List<PriceList> prices(Place place, Offer offer) {
		Map<LocalDate, PriceList> prices = new TreeMap<>();
		for (int i = 0; i < offer.prices().size(); i++) {
			PriceList row = offer.prices().get(i).read(place.in(i));
			if (prices.put(row.from(), row) != null) {
				throw place.in(i).wrong("two price rows hold from " + row.from() + "; remove one");
			}
		}
		return List.copyOf(prices.values());
	}

	/**
	 * Returns constants by their names in the file: {@code json-schema} is JSON_SCHEMA.
	 */
	private static <E extends Enum<E>> Set<E> words(Class<E> type, @Nullable List<String> listed, Set<E> otherwise) {
		if (listed == null) {
			return otherwise;
		}
		Set<E> found = EnumSet.noneOf(type);
		listed.forEach(word -> found.add(Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'))));
		return Collections.unmodifiableSet(found);
	}

}
