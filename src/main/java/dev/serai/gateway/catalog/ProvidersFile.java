package dev.serai.gateway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.serai.gateway.catalog.Provider.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code providers.yaml}.
 *
 * @param timeouts what holds for providers that say nothing else
 * @param simulated the providers that a simulator stands in for when none is configured
 * @param providers the providers
 */
record ProvidersFile(@Nullable Waits timeouts, @Nullable List<String> simulated, @Nullable List<Entry> providers) {

	private static final Set<String> PROTOCOLS = Set.of("openai", "anthropic", "gemini");

	private static final int LONGEST_RETENTION = 36_500;

	private static final int LONGEST_TEXT = 300;

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

	private static final Pattern WAIT = Pattern.compile("(\\d{1,9})(ms|s|m)");

	private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	/** Headers that carry the key or belong to the connection. */
	private static final Set<String> RESERVED_HEADERS = Set.of("authorization", "x-api-key", "x-goog-api-key", "host",
			"content-length", "content-type", "transfer-encoding", "connection", "accept-encoding", "expect", "te",
			"upgrade", "trailer");

	record Waits(@Nullable String connect, @Nullable String firstToken, @Nullable String answer,
			@Nullable String idle) {
	}

	record Entry(@Nullable String name, @Nullable String protocol, @Nullable Reference baseUrl, @Nullable Reference key,
			@Nullable String quotaGroup, @Nullable Reference region, @Nullable Waits timeouts,
			@Nullable Map<String, Reference> headers, @Nullable Processing dataProcessing) {
	}

	/** What is declared of how a provider processes data. */
	record Processing(@Nullable String agreement, @Nullable Boolean trainsOnData, @Nullable Integer retentionDays,
			@Nullable String subprocessors, @Nullable String transferMechanism) {
	}

	/**
	 * The providers that are configured: all whose key and base URL are set. When none is
	 * and there is a simulator, those that it stands in for.
	 * @return by name; a provider that is listed and not there has an empty value
	 */
	Map<String, Optional<Provider>> resolve(ConfigFile file, Map<String, String> environment,
			@Nullable Function<String, URI> simulator) {
		Timeouts defaults = defaults(file.at("timeouts"));
		Map<String, Entry> entries = named(file);
		Map<String, Optional<Provider>> resolved = new LinkedHashMap<>();
		entries.forEach((name, entry) -> resolved.put(name,
				provider(file.at("provider " + name), name, entry, defaults, environment)));
		List<Entry> simulatedEntries = simulatedEntries(file, entries);
		if (simulator != null && resolved.values().stream().allMatch(Optional::isEmpty)) {
			for (Entry entry : simulatedEntries) {
				String name = String.valueOf(entry.name());
				resolved.put(name,
						Optional.of(simulated(file.at("provider " + name), name, entry, defaults, simulator)));
			}
		}
		return resolved;
	}

	private Map<String, Entry> named(ConfigFile file) {
		Map<String, Entry> entries = new LinkedHashMap<>();
		List<Entry> listed = file.at("providers").required(this.providers, "the list of providers");
		for (int i = 0; i < listed.size(); i++) {
			Place place = file.at("providers[" + i + "]");
			Entry entry = place.required(listed.get(i), "the entry");
			String name = place.required(entry.name(), "name");
			if (!NAME.matcher(name).matches()) {
				throw place.wrong("name", name, "made of lower-case letters, digits, - and _");
			}
			if (entries.put(name, entry) != null) {
				throw file.at("provider " + name).wrong("it is there twice; rename or remove one");
			}
		}
		return entries;
	}

	private List<Entry> simulatedEntries(ConfigFile file, Map<String, Entry> entries) {
		List<Entry> found = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		for (String name : (this.simulated != null) ? this.simulated : List.<String>of()) {
			Entry entry = entries.get(name);
			if (entry == null) {
				throw file.at("simulated").wrong("provider", name, "one of " + entries.keySet());
			}
			if (!seen.add(name)) {
				throw file.at("simulated").wrong(name + " is there twice; remove one");
			}
			found.add(entry);
		}
		return found;
	}

	/** Checks the whole entry even where the provider is not there. */
	private static Optional<Provider> provider(Place place, String name, Entry entry, Timeouts defaults,
			Map<String, String> environment) {
		String protocol = protocol(place, entry);
		Timeouts timeouts = timeouts(place, entry.timeouts(), defaults);
		Map<String, String> headers = headers(place, entry, environment);
		DataProcessing processing = processing(place.in("dataProcessing"), entry.dataProcessing());
		Reference base = place.required(entry.baseUrl(), "baseUrl");
		Reference key = entry.key();
		if (key != null && (key.variable() == null || key.otherwise() != null)) {
			throw place.wrong("key must be a reference such as ${" + name.toUpperCase(Locale.ROOT)
					+ "_API_KEY}, without a default; secrets do not stand in this file");
		}
		Optional<URI> baseUrl = base.resolve(environment).map(value -> baseUrl(place, base, value));
		Optional<String> secret = (key != null) ? key.resolve(environment) : Optional.empty();
		secret.filter(value -> !value.chars().allMatch(c -> c > ' ' && c < 127)).ifPresent(value -> {
			throw place.wrong("the key in " + key.text() + " has blanks or other characters that no header may hold");
		});
		if (baseUrl.isEmpty() || (key != null && secret.isEmpty())) {
			return Optional.empty();
		}
		return Optional.of(new Provider(name, protocol, baseUrl.get(), secret.map(Secret::new).orElse(null),
				quotaGroup(name, entry),
				(entry.region() != null) ? entry.region().resolve(environment).orElse(null) : null, timeouts, headers,
				false, processing));
	}

	private static Provider simulated(Place place, String name, Entry entry, Timeouts defaults,
			Function<String, URI> simulator) {
		String protocol = protocol(place, entry);
		return new Provider(name, protocol, simulator.apply(protocol), null, quotaGroup(name, entry), null,
				timeouts(place, entry.timeouts(), defaults), Map.of(), true,
				processing(place.in("dataProcessing"), entry.dataProcessing()));
	}

	private static @Nullable DataProcessing processing(Place place, @Nullable Processing declared) {
		if (declared == null) {
			return null;
		}
		Integer days = declared.retentionDays();
		if (days != null && (days < 0 || days > LONGEST_RETENTION)) {
			throw place.wrong("retentionDays", days, "from 0 to " + LONGEST_RETENTION);
		}
		return new DataProcessing(text(place, "agreement", declared.agreement()), declared.trainsOnData(), days,
				link(place, "subprocessors", declared.subprocessors()),
				text(place, "transferMechanism", declared.transferMechanism()));
	}

	private static @Nullable String text(Place place, String field, @Nullable String text) {
		if (text != null
				&& (text.isBlank() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl))) {
			throw place.wrong(field + " must have 1 to " + LONGEST_TEXT + " characters on one line");
		}
		return text;
	}

	private static @Nullable URI link(Place place, String field, @Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			URI uri = new URI(text);
			if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, with the rule.
		}
		throw place.wrong(field, text, "a page's address that begins with https://");
	}

	private static String protocol(Place place, Entry entry) {
		String protocol = place.required(entry.protocol(), "protocol");
		if (!PROTOCOLS.contains(protocol)) {
			throw place.wrong("protocol", protocol, "one of " + PROTOCOLS.stream().sorted().toList());
		}
		return protocol;
	}

	private static String quotaGroup(String name, Entry entry) {
		return (entry.quotaGroup() != null) ? entry.quotaGroup() : name;
	}

	private static URI baseUrl(Place place, Reference reference, String value) {
		try {
			URI uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
			boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
					&& uri.getRawFragment() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, with the rule.
		}
		// The value itself may hold a password and is not shown.
		throw place.wrong("baseUrl " + reference.text()
				+ " is no usable address; it must be http(s)://host[:port][/path] without user, query and fragment");
	}

	private static Map<String, String> headers(Place place, Entry entry, Map<String, String> environment) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (entry.headers() != null) {
			entry.headers().forEach((name, reference) -> {
				if (!HEADER.matcher(name).matches() || RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
					throw place.wrong("header", name, "a header's name, and none of "
							+ RESERVED_HEADERS.stream().sorted().toList() + ", which are set for you");
				}
				Reference value = place.required(reference, "the value of header " + name);
				value.resolve(environment).ifPresent(resolved -> {
					if (!resolved.chars().allMatch(c -> c >= ' ' && c < 127)) {
						throw place.wrong("header " + name + " has characters that no header may hold");
					}
					headers.put(name, resolved);
				});
			});
		}
		return Map.copyOf(headers);
	}

	private Timeouts defaults(Place place) {
		Waits waits = place.required(this.timeouts, "the block of defaults");
		return new Timeouts(wait(place, "connect", place.required(waits.connect(), "connect")),
				wait(place, "firstToken", place.required(waits.firstToken(), "firstToken")),
				wait(place, "answer", place.required(waits.answer(), "answer")),
				wait(place, "idle", place.required(waits.idle(), "idle")));
	}

	private static Timeouts timeouts(Place place, @Nullable Waits waits, Timeouts defaults) {
		if (waits == null) {
			return defaults;
		}
		return new Timeouts(wait(place, "connect", waits.connect(), defaults.connect()),
				wait(place, "firstToken", waits.firstToken(), defaults.firstToken()),
				wait(place, "answer", waits.answer(), defaults.answer()),
				wait(place, "idle", waits.idle(), defaults.idle()));
	}

	private static Duration wait(Place place, String field, @Nullable String text, Duration otherwise) {
		return (text != null) ? wait(place, field, text) : otherwise;
	}

	private static Duration wait(Place place, String field, String text) {
		Matcher matcher = WAIT.matcher(text);
		if (matcher.matches()) {
			long amount = Long.parseLong(matcher.group(1));
			Duration duration = switch (matcher.group(2)) {
				case "ms" -> Duration.ofMillis(amount);
				case "s" -> Duration.ofSeconds(amount);
				default -> Duration.ofMinutes(amount);
			};
			if (duration.isPositive() && duration.compareTo(Duration.ofHours(1)) <= 0) {
				return duration;
			}
		}
		throw place.wrong("timeout " + field, text, "a time such as 500ms, 5s or 2m, above 0 and up to 60m");
	}

}
