package dev.serai.gateway.guardrail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.guardrail.Guardrail.Work;
import org.jspecify.annotations.Nullable;

/**
 * Creates the guardrails of {@code policies.yaml} after its schema was checked.
 */
public final class GuardrailReader {

	/**
	 * The largest RE2 program of one pattern, and of all patterns of a guardrail, in
	 * instructions. The time per character is at most one pass over all instructions.
	 */
	private static final int LARGEST_PATTERN = 1_000;

	private static final int LARGEST_PATTERNS = 5_000;

	private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

	/** What a guardrail of the kind pii can find, with the recognisers for it. */
	private static final Map<String, List<Supplier<Recogniser>>> PERSONAL = personal();

	private GuardrailReader() {
	}

	/**
	 * Creates the guardrails and the rules that assign them.
	 * @param top the file
	 * @param always the names of those for all calls
	 * @param ofPolicy the names of those of a policy, by policy
	 * @throws InvalidConfiguration when the configuration cannot be used
	 */
	public static GuardRules read(Place top, @Nullable Map<String, GuardrailEntry> entries,
			@Nullable List<String> always, Map<String, List<String>> ofPolicy) {
		Map<String, Guardrail> guardrails = new LinkedHashMap<>();
		if (entries != null) {
			entries
				.forEach((name, entry) -> guardrails.put(name, guardrail(top.in("guardrails").in(name), name, entry)));
		}
		Map<String, List<String>> policies = new HashMap<>();
		ofPolicy.forEach((policy, names) -> policies.put(policy,
				known(top.in("policies").in(policy).in("guards"), names, guardrails.keySet())));
		return new GuardRules(Collections.unmodifiableMap(guardrails),
				known(top.in("guards"), (always != null) ? always : List.of(), guardrails.keySet()),
				Map.copyOf(policies));
	}

	private static List<String> known(Place place, List<String> names, Set<String> guardrails) {
		for (int i = 0; i < names.size(); i++) {
			if (!guardrails.contains(names.get(i))) {
				throw place.in(i).unknown(names.get(i), guardrails);
			}
		}
		return List.copyOf(names);
	}

	private static Guardrail guardrail(Place place, String name, GuardrailEntry entry) {
		return switch (entry) {
			case GuardrailEntry.Pii pii -> texts(name, "pii", entry, personal(place, pii));
			case GuardrailEntry.Secrets secrets ->
				texts(name, "secrets", entry, List.of(SecretRecogniser::new, PrivateKeyRecogniser::new));
			case GuardrailEntry.DenyList list -> texts(name, "deny-list", entry, denied(place, list));
			case GuardrailEntry.Size size ->
				request(name, "size", entry, new Guardrail.Requests(new SizeCheck(most(size.messages()),
						most(size.characters()), most(size.tools()), most(size.schemaDepth()))));
			case GuardrailEntry.Injection injection -> request(name, "injection", entry, new Guardrail.Requests(
					new InjectionCheck((injection.threshold() != null) ? injection.threshold() : 0.6)));
			case GuardrailEntry.Modalities modalities -> request(name, "modalities", entry,
					new Guardrail.Requests(new ModalityCheck(Set.copyOf(modalities.allow()))));
			case GuardrailEntry.Moderation moderation ->
				request(name, "moderation", entry, moderation(place, moderation));
			case GuardrailEntry.Regions regions -> new Guardrail(name, "regions", mode(entry), false, false,
					new Guardrail.Regions(regions.allow()
						.stream()
						.map(region -> region.toLowerCase(Locale.ROOT))
						.collect(Collectors.toUnmodifiableSet())));
			case GuardrailEntry.Route route -> request(name, "route", entry, new Guardrail.OwnRoute());
		};
	}

	private static Guardrail texts(String name, String kind, GuardrailEntry entry, List<Supplier<Recogniser>> sorts) {
		return new Guardrail(name, kind, mode(entry), !"out".equals(entry.direction()), !"in".equals(entry.direction()),
				new Guardrail.Texts(new Detector(sorts)));
	}

	private static Guardrail request(String name, String kind, GuardrailEntry entry, Work work) {
		return new Guardrail(name, kind, mode(entry), true, false, work);
	}

	private static Mode mode(GuardrailEntry entry) {
		return Mode.valueOf(entry.mode().toUpperCase(Locale.ROOT));
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
		// Last, so that a number that also matches something else counts as that.
		sorts.put("phone", List.of());
		return Collections.unmodifiableMap(sorts);
	}

	private static List<Supplier<Recogniser>> personal(Place place, GuardrailEntry.Pii entry) {
		Collection<String> wanted = (entry.find() != null) ? entry.find() : PERSONAL.keySet();
		List<Supplier<Recogniser>> sorts = new ArrayList<>();
		PERSONAL.forEach((sort, recognisers) -> {
			if (wanted.contains(sort)) {
				sorts.addAll(recognisers);
			}
		});
		if (wanted.contains("phone")) {
			List<String> regions = (entry.phoneRegions() != null) ? entry.phoneRegions() : List.of("US");
			if (!PhoneNumberUtil.getInstance().getSupportedRegions().containsAll(regions)) {
				throw place.in("phoneRegions").wrong(regions, "countries by two capital letters, such as US and DE");
			}
			PhoneRecogniser phone = new PhoneRecogniser(List.copyOf(regions));
			sorts.add(() -> phone);
		}
		return sorts;
	}

	private static List<Supplier<Recogniser>> denied(Place place, GuardrailEntry.DenyList entry) {
		List<Supplier<Recogniser>> sorts = new ArrayList<>();
		if (entry.words() != null) {
			sorts.add(new Words("word", List.copyOf(entry.words()))::recogniser);
		}
		if (entry.patterns() != null) {
			Pattern any = pattern(place.in("patterns"), entry.patterns());
			sorts.add(() -> new PatternRecogniser(any));
		}
		return sorts;
	}

	private static Pattern pattern(Place place, List<String> patterns) {
		for (int i = 0; i < patterns.size(); i++) {
			String pattern = patterns.get(i);
			// The estimate runs before RE2 compiles the pattern, because the program may
			// not fit into memory.
			if (PatternCost.estimate(pattern) > LARGEST_PATTERN
					|| compiled(place.in(i), pattern).programSize() > LARGEST_PATTERN) {
				throw place.in(i)
					.wrong("'" + pattern + "'", "with fewer or smaller repetitions: at most " + LARGEST_PATTERN
							+ " instructions of RE2's machine each");
			}
		}
		Pattern all = Pattern.compile(patterns.stream().collect(Collectors.joining(")|(?:", "(?:", ")")));
		if (all.programSize() > LARGEST_PATTERNS) {
			throw place.wrong("together " + all.programSize() + " instructions of RE2's machine",
					"at most " + LARGEST_PATTERNS + "; leave some out or put some into another guardrail");
		}
		return all;
	}

	private static Pattern compiled(Place place, String pattern) {
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw place.wrong("'" + pattern + "'", "in the syntax of RE2: " + ex.getMessage());
		}
	}

	private static int most(@Nullable Integer value) {
		return (value != null) ? value : Integer.MAX_VALUE;
	}

	private static Guardrail.Moderation moderation(Place place, GuardrailEntry.Moderation entry) {
		return new Guardrail.Moderation(entry.provider(), entry.model(),
				place.duration("timeout", entry.timeout(), Duration.ofSeconds(2), LONGEST_TIMEOUT),
				"allow".equals(entry.onError()),
				(entry.categories() != null) ? Set.copyOf(entry.categories()) : Set.of());
	}

}
