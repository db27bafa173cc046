package dev.serai.gateway.guardrail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.guardrail.Guardrail.Work;
import org.jspecify.annotations.Nullable;

/** Makes guardrails of what stands in {@code policies.yaml}. */
public final class GuardrailReader {

	private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	private static final java.util.regex.Pattern MODEL = java.util.regex.Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

	private static final java.util.regex.Pattern TIMEOUT = java.util.regex.Pattern.compile("(\\d{1,6})(ms|s)");

	private static final int LONGEST_PHRASE = 128;

	private static final int LONGEST_PATTERN = 1_000;

	/**
	 * The most instructions of RE2's machine that one pattern, and all of a guardrail,
	 * come to. A character costs no more than to follow all of them.
	 */
	private static final int LARGEST_PATTERN = 1_000;

	private static final int LARGEST_PATTERNS = 5_000;

	private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

	/** What a guardrail of the kind pii may be told to find, and by what. */
	private static final Map<String, List<Supplier<Recogniser>>> PERSONAL = personal();

	private GuardrailReader() {
	}

	/**
	 * Makes guardrails, and who they hold for.
	 * @param always names of those for all calls
	 * @param ofPolicy for a policy the names of its own
	 * @throws InvalidConfiguration when it can't be used as it is
	 */
	public static GuardRules read(ConfigFile file, @Nullable Map<String, GuardrailEntry> entries,
			@Nullable List<String> always, Map<String, List<String>> ofPolicy) {
		Map<String, Guardrail> guardrails = new LinkedHashMap<>();
		if (entries != null) {
			entries.forEach((name, entry) -> {
				Place place = file.at("guardrail " + name);
				if (!NAME.matcher(name).matches()) {
					throw place.wrong("name", name, "lower-case letters, digits and -, at most 64");
				}
				guardrails.put(name, guardrail(place, name, place.required(entry, "its content")));
			});
		}
		List<String> all = known(file.at("guards"), always, guardrails.keySet());
		Map<String, List<String>> policies = new HashMap<>();
		ofPolicy.forEach((policy, names) -> policies.put(policy,
				known(file.at("policy " + policy), names, guardrails.keySet())));
		return new GuardRules(Collections.unmodifiableMap(guardrails), all, Map.copyOf(policies));
	}

	private static List<String> known(Place place, @Nullable List<String> names, Set<String> guardrails) {
		if (names == null) {
			return List.of();
		}
		for (String name : names) {
			if (name == null || !guardrails.contains(name)) {
				throw place.wrong("guards", names, "names of guardrails in this file: " + guardrails);
			}
		}
		if (new LinkedHashSet<>(names).size() < names.size()) {
			throw place.wrong("guards", names, "without a name that stands twice");
		}
		return List.copyOf(names);
	}

	private static Guardrail guardrail(Place place, String name, GuardrailEntry entry) {
		return switch (entry) {
			case GuardrailEntry.Pii pii -> texts(place, name, "pii", entry, personal(place, pii));
			case GuardrailEntry.Secrets secrets -> texts(place, name, "secrets", entry, secrets());
			case GuardrailEntry.DenyList list -> texts(place, name, "deny-list", entry, denied(place, list));
			case GuardrailEntry.Size size ->
				request(place, name, "size", entry, new Guardrail.Requests(size(place, size)));
			case GuardrailEntry.Injection injection -> request(place, name, "injection", entry,
					new Guardrail.Requests(new InjectionCheck(threshold(place, injection.threshold()))));
			case GuardrailEntry.Modalities modalities -> request(place, name, "modalities", entry,
					new Guardrail.Requests(new ModalityCheck(modalities(place, modalities))));
			case GuardrailEntry.Moderation moderation ->
				request(place, name, "moderation", entry, moderation(place, moderation));
			case GuardrailEntry.Regions regions -> regions(place, name, regions);
			case GuardrailEntry.Route route -> request(place, name, "route", entry, new Guardrail.OwnRoute());
		};
	}

	private static Guardrail texts(Place place, String name, String kind, GuardrailEntry entry,
			List<Supplier<Recogniser>> sorts) {
		String direction = (entry.direction() != null) ? entry.direction() : "both";
		if (!List.of("in", "out", "both").contains(direction)) {
			throw place.wrong("direction", direction, "in, out or both");
		}
		return new Guardrail(name, kind, mode(place, entry, Mode.values()), !direction.equals("out"),
				!direction.equals("in"), new Guardrail.Texts(new Detector(sorts)));
	}

	private static Guardrail request(Place place, String name, String kind, GuardrailEntry entry, Work work) {
		onlyIn(place, kind, entry);
		return new Guardrail(name, kind, mode(place, entry, Mode.OFF, Mode.SHADOW, Mode.BLOCK), true, false, work);
	}

	private static Guardrail regions(Place place, String name, GuardrailEntry.Regions entry) {
		onlyIn(place, "regions", entry);
		Set<String> allowed = words(place, "allow", entry.allow()).stream()
			.map(region -> region.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		return new Guardrail(name, "regions", mode(place, entry, Mode.OFF, Mode.BLOCK), false, false,
				new Guardrail.Regions(allowed));
	}

	private static void onlyIn(Place place, String kind, GuardrailEntry entry) {
		if (entry.direction() != null && !entry.direction().equals("in")) {
			throw place.wrong("direction", entry.direction(), "in for the kind " + kind + ", or left out");
		}
	}

	private static Mode mode(Place place, GuardrailEntry entry, Mode... possible) {
		String text = place.required(entry.mode(), "mode");
		for (Mode mode : possible) {
			if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
				return mode;
			}
		}
		throw place.wrong("mode", text,
				"one of " + Arrays.stream(possible).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList());
	}

	private static Map<String, List<Supplier<Recogniser>>> personal() {
		Map<String, List<Supplier<Recogniser>>> sorts = new LinkedHashMap<>();
		CardRecogniser card = new CardRecogniser();
		IbanRecogniser iban = new IbanRecogniser();
		sorts.put("email", List.of(EmailRecogniser::new));
		sorts.put("card", List.of(() -> card));
		sorts.put("iban", List.of(() -> iban));
		sorts.put("us-ssn", List.of(() -> NationalIds.US_SSN));
		sorts.put("uk-nino", List.of(() -> NationalIds.UK_NINO));
		sorts.put("fr-nir", List.of(() -> NationalIds.FR_NIR));
		sorts.put("es-dni", List.of(() -> NationalIds.ES_DNI, () -> NationalIds.ES_NIE));
		sorts.put("de-tax-id", List.of(() -> NationalIds.DE_TAX_ID));
		sorts.put("it-fiscal-code", List.of(() -> NationalIds.IT_FISCAL_CODE));
		// Last, for a row of digits that is something else as well is that.
		sorts.put("phone", List.of());
		return Collections.unmodifiableMap(sorts);
	}

	private static List<Supplier<Recogniser>> personal(Place place, GuardrailEntry.Pii entry) {
		List<String> wanted = (entry.find() != null) ? words(place, "find", entry.find())
				: List.copyOf(PERSONAL.keySet());
		for (String sort : wanted) {
			if (!PERSONAL.containsKey(sort)) {
				throw place.wrong("find", wanted, "of " + PERSONAL.keySet());
			}
		}
		List<Supplier<Recogniser>> sorts = new ArrayList<>();
		PERSONAL.forEach((sort, recognisers) -> {
			if (wanted.contains(sort)) {
				sorts.addAll(recognisers);
			}
		});
		if (wanted.contains("phone")) {
			PhoneRecogniser phone = new PhoneRecogniser(phoneRegions(place, entry.phoneRegions()));
			sorts.add(() -> phone);
		}
		return sorts;
	}

	private static List<String> phoneRegions(Place place, @Nullable List<String> regions) {
		if (regions == null) {
			return List.of("US");
		}
		for (String region : regions) {
			if (region == null || !PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
				throw place.wrong("phoneRegions", regions, "countries by two capital letters, such as US and DE");
			}
		}
		return List.copyOf(regions);
	}

	private static List<Supplier<Recogniser>> secrets() {
		return List.of(SecretRecogniser::new, PrivateKeyRecogniser::new);
	}

	private static List<Supplier<Recogniser>> denied(Place place, GuardrailEntry.DenyList entry) {
		List<Supplier<Recogniser>> sorts = new ArrayList<>();
		if (entry.words() != null) {
			List<String> phrases = words(place, "words", entry.words());
			for (String phrase : phrases) {
				if (phrase.strip().length() > LONGEST_PHRASE) {
					throw place.wrong("words", "'" + phrase + "'", "at most " + LONGEST_PHRASE + " characters each");
				}
			}
			sorts.add(new Words("word", phrases)::recogniser);
		}
		if (entry.patterns() != null) {
			Pattern any = pattern(place, words(place, "patterns", entry.patterns()));
			sorts.add(() -> new PatternRecogniser(any));
		}
		if (sorts.isEmpty()) {
			throw place.wrong("words and patterns are missing; add one of them");
		}
		return sorts;
	}

	private static Pattern pattern(Place place, List<String> patterns) {
		StringBuilder any = new StringBuilder();
		for (String pattern : patterns) {
			if (pattern.length() > LONGEST_PATTERN) {
				throw place.wrong("patterns", "'" + pattern.substring(0, LONGEST_PHRASE) + "…'",
						"at most " + LONGEST_PATTERN + " characters each");
			}
			// The first looks before the machine is built, which may not fit into memory.
			if (PatternCost.estimate(pattern) > LARGEST_PATTERN
					|| compiled(place, pattern).programSize() > LARGEST_PATTERN) {
				throw place.wrong("patterns", "'" + pattern + "'", "with fewer or smaller repetitions: at most "
						+ LARGEST_PATTERN + " instructions of RE2's machine each");
			}
			any.append(any.isEmpty() ? "(?:" : "|(?:").append(pattern).append(')');
		}
		Pattern all = Pattern.compile(any.toString());
		if (all.programSize() > LARGEST_PATTERNS) {
			throw place.wrong("patterns", "together " + all.programSize() + " instructions of RE2's machine",
					"at most " + LARGEST_PATTERNS + "; leave some out or put some into another guardrail");
		}
		return all;
	}

	private static Pattern compiled(Place place, String pattern) {
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw place.wrong("patterns", "'" + pattern + "'", "in the syntax of RE2: " + ex.getMessage());
		}
	}

	private static SizeCheck size(Place place, GuardrailEntry.Size entry) {
		if (entry.messages() == null && entry.characters() == null && entry.tools() == null
				&& entry.schemaDepth() == null) {
			throw place.wrong("messages, characters, tools and schemaDepth are missing; add one of them");
		}
		return new SizeCheck(most(place, "messages", entry.messages()), most(place, "characters", entry.characters()),
				most(place, "tools", entry.tools()), most(place, "schemaDepth", entry.schemaDepth()));
	}

	private static int most(Place place, String field, @Nullable Integer value) {
		if (value == null) {
			return Integer.MAX_VALUE;
		}
		if (value < 0) {
			throw place.wrong(field, value, "0 or more");
		}
		return value;
	}

	private static double threshold(Place place, @Nullable Double value) {
		double threshold = (value != null) ? value : 0.6;
		if (!(threshold > 0 && threshold <= 1)) {
			throw place.wrong("threshold", threshold, "more than 0 and at most 1");
		}
		return threshold;
	}

	private static Set<String> modalities(Place place, GuardrailEntry.Modalities entry) {
		List<String> allow = words(place, "allow", entry.allow());
		if (!ModalityCheck.ALL.containsAll(allow)) {
			throw place.wrong("allow", allow, "of text, image, audio and file");
		}
		return Set.copyOf(allow);
	}

	private static Guardrail.Moderation moderation(Place place, GuardrailEntry.Moderation entry) {
		String model = place.required(entry.model(), "model");
		if (!MODEL.matcher(model).matches()) {
			throw place.wrong("model", model, "a model's name at the provider");
		}
		String onError = (entry.onError() != null) ? entry.onError() : "block";
		if (!onError.equals("allow") && !onError.equals("block")) {
			throw place.wrong("onError", onError, "allow or block");
		}
		return new Guardrail.Moderation(place.required(entry.provider(), "provider"), model,
				timeout(place, entry.timeout()), onError.equals("allow"),
				(entry.categories() != null) ? Set.copyOf(words(place, "categories", entry.categories())) : Set.of());
	}

	private static Duration timeout(Place place, @Nullable String text) {
		if (text == null) {
			return Duration.ofSeconds(2);
		}
		var matcher = TIMEOUT.matcher(text);
		if (matcher.matches()) {
			long amount = Long.parseLong(matcher.group(1));
			Duration timeout = matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
			if (timeout.isPositive() && timeout.compareTo(LONGEST_TIMEOUT) <= 0) {
				return timeout;
			}
		}
		throw place.wrong("timeout", text, "such as 500ms or 2s, at most 30s");
	}

	private static List<String> words(Place place, String field, @Nullable List<String> words) {
		List<String> given = place.required(words, field);
		for (String word : given) {
			if (word == null || word.isBlank()) {
				throw place.wrong(field, given, "without empty entries");
			}
		}
		if (given.isEmpty()) {
			throw place.wrong(field, given, "at least one");
		}
		return List.copyOf(given);
	}

}
