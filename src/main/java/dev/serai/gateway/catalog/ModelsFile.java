package dev.serai.gateway.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import org.jspecify.annotations.Nullable;

/** What stands in {@code models.yaml}. */
record ModelsFile(@Nullable List<Entry> models) {

	/** No slash: it divides provider and model. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");

	/** A name at the provider goes into a request's path at some of them. */
	private static final Pattern WIRE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");

	/**
	 * A model and where it runs.
	 *
	 * @param operations chat alone when not given
	 */
	record Entry(@Nullable String name, @Nullable List<String> aliases, @Nullable List<String> operations,
			@Nullable Integer window, @Nullable Integer maxOutput, @Nullable List<String> inputs,
			@Nullable List<String> features, @Nullable Double capability, @Nullable String deprecatedAt,
			@Nullable List<Offer> deployments) {
	}

	/**
	 * A model at a provider.
	 *
	 * @param name the model's name there, where it differs
	 * @param window the window there, where it differs; the same holds for operations,
	 * maxOutput, inputs and features
	 * @param prices an empty list says that nobody knows what it costs
	 */
	record Offer(@Nullable String provider, @Nullable String name, @Nullable List<String> operations,
			@Nullable Integer window, @Nullable Integer maxOutput, @Nullable List<String> inputs,
			@Nullable List<String> features, @Nullable List<PriceRow> prices) {
	}

	/**
	 * The deployments at the providers that are there. Everything in the file is checked,
	 * also what stands for providers that are not.
	 * @param providers by name; empty for those that are listed and not there
	 */
	List<Deployment> resolve(ConfigFile file, Map<String, Optional<Provider>> providers) {
		List<Deployment> deployments = new ArrayList<>();
		Map<String, String> names = new HashMap<>();
		List<Entry> listed = file.at("models").required(this.models, "the list of models");
		for (int i = 0; i < listed.size(); i++) {
			Place position = file.at("models[" + i + "]");
			Entry entry = position.required(listed.get(i), "the entry");
			Place place = file.at("model " + position.required(entry.name(), "name"));
			Model model = model(place, entry);
			claim(place, names, model.name(), model.name());
			model.aliases().forEach(alias -> claim(place, names, alias, model.name()));
			deployments.addAll(deployments(place, model, entry, providers));
		}
		return deployments;
	}

	private static void claim(Place place, Map<String, String> names, String name, String model) {
		String other = names.put(name, model);
		if (other != null) {
			throw place.wrong("the name " + name + " is taken by model " + other + "; rename or remove one");
		}
	}

	private static Model model(Place place, Entry entry) {
		String name = name(place, "name", place.required(entry.name(), "name"));
		Set<String> aliases = new LinkedHashSet<>();
		for (String alias : (entry.aliases() != null) ? entry.aliases() : List.<String>of()) {
			if (!aliases.add(name(place, "alias", place.required(alias, "alias")))) {
				throw place.wrong("the alias " + alias + " is there twice; remove one");
			}
		}
		Set<Operation> operations = (entry.operations() != null) ? operations(place, entry.operations())
				: Set.of(Operation.CHAT);
		boolean writes = operations.stream().anyMatch(Operation::writes);
		double capability = (entry.capability() == null && !writes) ? 0
				: place.required(entry.capability(), "capability");
		if (!(capability >= 0 && capability <= 1)) {
			throw place.wrong("capability", capability, "between 0 and 1");
		}
		return new Model(name, Collections.unmodifiableSet(aliases), operations,
				tokens(place, "window", place.required(entry.window(), "window")), maxOutput(place, writes, entry),
				inputs(place, place.required(entry.inputs(), "inputs")),
				words(place, "feature", Capability.class,
						(entry.features() == null && !writes) ? List.of()
								: place.required(entry.features(), "features")),
				capability,
				(entry.deprecatedAt() != null) ? PriceRow.date(place, "deprecatedAt", entry.deprecatedAt()) : null);
	}

	private static List<Deployment> deployments(Place place, Model model, Entry entry,
			Map<String, Optional<Provider>> providers) {
		List<Deployment> deployments = new ArrayList<>();
		Set<String> seen = new LinkedHashSet<>();
		List<Offer> offers = place.required(entry.deployments(), "deployments");
		if (offers.isEmpty()) {
			throw place.wrong("deployments is empty; name a provider or remove the model");
		}
		for (Offer listed : offers) {
			Offer offer = place.required(listed, "an entry of deployments");
			String provider = place.required(offer.provider(), "a deployment's provider");
			Optional<Provider> there = providers.get(provider);
			if (there == null) {
				throw place.wrong("provider", provider, "one of " + providers.keySet());
			}
			if (!seen.add(provider)) {
				throw place.wrong("provider " + provider + " is there twice; remove one");
			}
			Place at = place.in("provider " + provider);
			Model offered = offered(at, model, offer);
			String wireName = wireName(at, model, offer);
			List<PriceList> prices = offered.writes() ? prices(at, offer)
					: prices(at, offer).stream().map(PriceList::withoutOutput).toList();
			there.ifPresent(
					p -> deployments.add(new Deployment(provider + "/" + model.name(), p, offered, wireName, prices)));
		}
		return deployments;
	}

	private static Model offered(Place place, Model model, Offer offer) {
		return new Model(model.name(), model.aliases(),
				(offer.operations() != null) ? operations(place, offer.operations()) : model.operations(),
				(offer.window() != null) ? tokens(place, "window", offer.window()) : model.window(),
				(offer.maxOutput() != null) ? tokens(place, "maxOutput", offer.maxOutput()) : model.maxOutput(),
				(offer.inputs() != null) ? inputs(place, offer.inputs()) : model.inputs(), (offer.features() != null)
						? words(place, "feature", Capability.class, offer.features()) : model.features(),
				model.capability(), model.deprecatedAt());
	}

	/** Only a model that writes has a limit of what it writes. */
	private static int maxOutput(Place place, boolean writes, Entry entry) {
		if (entry.maxOutput() == null && !writes) {
			return 0;
		}
		return tokens(place, "maxOutput", place.required(entry.maxOutput(), "maxOutput"));
	}

	private static Set<Operation> operations(Place place, List<String> listed) {
		Set<Operation> operations = words(place, "operation", Operation.class, listed);
		if (operations.isEmpty()) {
			throw place.wrong("operations", listed, "a list of at least one");
		}
		return operations;
	}

	private static String wireName(Place place, Model model, Offer offer) {
		String wireName = (offer.name() != null) ? offer.name() : model.name();
		if (!WIRE_NAME.matcher(wireName).matches() || wireName.contains("..")) {
			throw place.wrong("name", wireName, "made of letters, digits and . _ : / @ -");
		}
		return wireName;
	}

	/** By date, oldest first. */
	private static List<PriceList> prices(Place place, Offer offer) {
		List<PriceList> prices = new ArrayList<>();
		for (PriceRow row : place.required(offer.prices(), "prices (write [] when nobody knows them)")) {
			prices.add(place.required(row, "an entry of prices").read(place));
		}
		prices.sort(Comparator.comparing(PriceList::from));
		for (int i = 1; i < prices.size(); i++) {
			if (prices.get(i).from().equals(prices.get(i - 1).from())) {
				throw place.wrong("two price rows hold from " + prices.get(i).from() + "; remove one");
			}
		}
		return List.copyOf(prices);
	}

	private static String name(Place place, String field, String name) {
		if (!NAME.matcher(name).matches()) {
			throw place.wrong(field, name, "made of letters, digits and . _ : -");
		}
		if (name.equals("auto") || name.startsWith("auto:")) {
			throw place.wrong(field, name, "something else: auto names the routing policies");
		}
		return name;
	}

	private static int tokens(Place place, String field, int count) {
		if (count <= 0) {
			throw place.wrong(field, count, "a positive number of tokens");
		}
		return count;
	}

	private static Set<Modality> inputs(Place place, List<String> listed) {
		Set<Modality> inputs = words(place, "input", Modality.class, listed);
		if (!inputs.contains(Modality.TEXT)) {
			throw place.wrong("inputs", listed, "a list with text in it");
		}
		return inputs;
	}

	/** Constants by their names in the file: {@code json-schema} is JSON_SCHEMA. */
	private static <E extends Enum<E>> Set<E> words(Place place, String what, Class<E> type, List<String> listed) {
		Set<E> found = EnumSet.noneOf(type);
		for (String word : listed) {
			E constant = Arrays.stream(type.getEnumConstants())
				.filter(c -> word(c).equals(word))
				.findFirst()
				.orElseThrow(() -> place.wrong(what, word,
						"one of " + Arrays.stream(type.getEnumConstants()).map(ModelsFile::word).toList()));
			if (!found.add(constant)) {
				throw place.wrong("the " + what + " " + word + " is there twice; remove one");
			}
		}
		return Collections.unmodifiableSet(found);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
