package dev.serai.gateway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.catalog.Provider.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code providers.yaml} after its schema was checked.
 *
 * @param timeouts defaults for all providers
 * @param simulated the providers that the simulator replaces when none is configured
 * @param providers the providers
 */
record ProvidersFile(Waits timeouts, @Nullable List<String> simulated, List<Entry> providers) {

	private static final Duration LONGEST = Duration.ofHours(1);

	/** Headers that carry the key or belong to the connection. */
	private static final Set<String> RESERVED_HEADERS = Set.of("authorization", "x-api-key", "x-goog-api-key", "host",
			"content-length", "content-type", "transfer-encoding", "connection", "accept-encoding", "expect", "te",
			"upgrade", "trailer");

	record Waits(@Nullable String connect, @Nullable String firstToken, @Nullable String answer,
			@Nullable String idle) {
	}

	record Entry(String name, String protocol, Reference baseUrl, @Nullable Reference key, @Nullable String quotaGroup,
			@Nullable Reference region, @Nullable Waits timeouts, @Nullable Map<String, Reference> headers,
			@Nullable DataProcessing dataProcessing, @Nullable JsonNode dialect) {

		Dialects dialects() {
			return (this.dialect != null) ? new Dialects(this.dialect) : Dialects.NONE;
		}

	}

	/**
	 * Returns the configured providers: all whose key and base URL are set. When there is
	 * none but a simulator, returns those that it replaces.
	 * @return by name; a provider that is listed but not configured has an empty value
	 */
	Map<String, Optional<Provider>> resolve(ConfigFile file, Map<String, String> environment,
			@Nullable Function<String, URI> simulator) {
		Place list = file.top().in("providers");
		Timeouts defaults = timeouts(file.top().in("timeouts"), this.timeouts,
				new Timeouts(LONGEST, LONGEST, LONGEST, LONGEST));
		Map<String, Entry> entries = new LinkedHashMap<>();
		Map<String, Optional<Provider>> resolved = new LinkedHashMap<>();
		for (int i = 0; i < this.providers.size(); i++) {
			Entry entry = this.providers.get(i);
			if (entries.put(entry.name(), entry) != null) {
				throw list.in(i).in("name").wrong(entry.name() + " is there twice; rename or remove one");
			}
			resolved.put(entry.name(), provider(list.in(i), entry, defaults, environment));
		}
		List<String> names = (this.simulated != null) ? this.simulated : List.of();
		names.stream().filter(name -> !entries.containsKey(name)).findFirst().ifPresent(name -> {
			throw file.top().in("simulated").in(names.indexOf(name)).unknown(name, entries.keySet());
		});
		if (simulator != null && resolved.values().stream().allMatch(Optional::isEmpty)) {
			for (String name : names) {
				Entry entry = Objects.requireNonNull(entries.get(name));
				Place place = list.in(this.providers.indexOf(entry));
				resolved.put(name,
						Optional.of(new Provider(name, entry.protocol(), simulator.apply(entry.protocol()), null,
								quotaGroup(entry), null, timeouts(place.in("timeouts"), entry.timeouts(), defaults),
								Map.of(), true, entry.dataProcessing(), entry.dialects())));
			}
		}
		return resolved;
	}

	/** Checks the whole entry even where the provider is not configured. */
	private static Optional<Provider> provider(Place place, Entry entry, Timeouts defaults,
			Map<String, String> environment) {
		Timeouts timeouts = timeouts(place.in("timeouts"), entry.timeouts(), defaults);
		Map<String, String> headers = headers(place.in("headers"), entry, environment);
		Optional<URI> baseUrl = entry.baseUrl()
			.resolve(environment)
			.map(value -> baseUrl(place.in("baseUrl"), entry.baseUrl(), value));
		Reference key = entry.key();
		Optional<String> secret = (key != null) ? key.resolve(environment) : Optional.empty();
		if (key != null && !printable(secret.orElse(""), '!')) {
			throw place.in("key")
				.wrong("the key in " + key.text()
						+ " has blanks or other characters that no header may hold; correct it");
		}
		if (baseUrl.isEmpty() || (key != null && secret.isEmpty())) {
			return Optional.empty();
		}
		return Optional.of(new Provider(entry.name(), entry.protocol(), baseUrl.get(),
				secret.map(Secret::new).orElse(null), quotaGroup(entry),
				(entry.region() != null) ? entry.region().resolve(environment).orElse(null) : null, timeouts, headers,
				false, entry.dataProcessing(), entry.dialects()));
	}

	private static boolean printable(String text, char least) {
		return text.chars().allMatch(c -> c >= least && c < 127);
	}

	private static String quotaGroup(Entry entry) {
		return (entry.quotaGroup() != null) ? entry.quotaGroup() : entry.name();
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
			// Handled below, with the rule.
		}
		// The value itself may contain a password and is not shown.
		throw place.wrong(reference.text()
				+ " is no usable address; it must be http(s)://host[:port][/path] without user, query and fragment");
	}

	private static Map<String, String> headers(Place place, Entry entry, Map<String, String> environment) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (entry.headers() != null) {
			entry.headers().forEach((name, reference) -> {
				if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
					throw place.in(name).wrong("this header is set for you; remove it");
				}
				reference.resolve(environment).ifPresent(resolved -> {
					if (!printable(resolved, ' ')) {
						throw place.in(name).wrong("the value has characters that no header may hold; correct it");
					}
					headers.put(name, resolved);
				});
			});
		}
		return Map.copyOf(headers);
	}

	private static Timeouts timeouts(Place place, @Nullable Waits waits, Timeouts defaults) {
		if (waits == null) {
			return defaults;
		}
		return new Timeouts(place.duration("connect", waits.connect(), defaults.connect(), LONGEST),
				place.duration("firstToken", waits.firstToken(), defaults.firstToken(), LONGEST),
				place.duration("answer", waits.answer(), defaults.answer(), LONGEST),
				place.duration("idle", waits.idle(), defaults.idle(), LONGEST));
	}

}
