package dev.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.serai.testing.Gateway;

/**
 * A configuration of a test's own: few providers, short waits, and models whose
 * deployments are tried in the order in which they are named, because each costs 300
 * times as much as the one before.
 */
final class OwnConfiguration {

	private static final String POLICIES = """
			default: in-order
			policies:
			  in-order:
			    description: The cheapest first, and half a second of patience
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    deadline: 20s
			    firstToken: 500ms
			  patient:
			    description: The same with the providers' own limits
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    deadline: 20s
			breaker: { slidingWindow: 4, minimumCalls: 4, failureRate: 50, openFor: 700ms, halfOpenCalls: 2, maxHalfOpen: 3s }
			""";

	private final StringBuilder providers = new StringBuilder(
			"timeouts: { connect: 1s, firstToken: 5s, answer: 6s, idle: 3s }\nproviders:\n");

	private final StringBuilder models = new StringBuilder("models:\n");

	private final StringBuilder fallbacks = new StringBuilder("fallbacks:\n");

	private final Map<String, String> settings = new HashMap<>();

	private final Map<String, String> files = new HashMap<>();

	private String policies = POLICIES;

	/** The key that a provider of this name is called with. */
	static String keyOf(String provider) {
		return "sk-canary-of-" + provider + "-4711";
	}

	OwnConfiguration provider(String name, String protocol, String baseUrl) {
		return provider(name, protocol, baseUrl, name);
	}

	OwnConfiguration provider(String name, String protocol, String baseUrl, String quotaGroup) {
		String variable = name.toUpperCase(Locale.ROOT) + "_KEY";
		this.providers.append("  - {name: %s, protocol: %s, baseUrl: \"%s\", key: \"${%s}\", quotaGroup: %s}%n"
			.formatted(name, protocol, baseUrl, variable, quotaGroup));
		this.settings.put(variable, keyOf(name));
		return this;
	}

	/** A model at these providers; they are tried in this order. */
	OwnConfiguration model(String name, String... at) {
		offer(name);
		int price = 1;
		for (String provider : at) {
			this.models.append("      - {provider: %s, prices: [{from: 2020-01-01, input: %d, output: %d}]}%n"
				.formatted(provider, price, price));
			price *= 300;
		}
		return this;
	}

	/** A model at these providers, whose prices nobody knows. */
	OwnConfiguration unpricedModel(String name, String... at) {
		offer(name);
		for (String provider : at) {
			this.models.append("      - {provider: %s, prices: []}%n".formatted(provider));
		}
		return this;
	}

	/**
	 * One more provider of the last model, at a thousand dollars for a million tokens.
	 */
	OwnConfiguration alsoAt(String provider) {
		this.models.append("      - {provider: %s, prices: [{from: 2020-01-01, input: 1000, output: 1000}]}%n"
			.formatted(provider));
		return this;
	}

	/** More lines of the policies' file. */
	OwnConfiguration morePolicies(String more) {
		this.policies += more;
		return this;
	}

	private void offer(String name) {
		this.models.append("""
				  - name: %s
				    window: 100000
				    maxOutput: 1000
				    inputs: [text, image]
				    features: [tools, parallel-tools, json-schema, json-object, reasoning]
				    capability: 0.9
				    deployments:
				""".formatted(name));
	}

	/** Policies other than the usual ones. */
	OwnConfiguration policies(String yaml) {
		this.policies = yaml;
		return this;
	}

	/** Where to turn when a model cannot be had. */
	OwnConfiguration fallback(String model, String other) {
		this.fallbacks.append("  %s: [%s]%n".formatted(model, other));
		return this;
	}

	OwnConfiguration setting(String name, String value) {
		this.settings.put(name, value);
		return this;
	}

	/** One more file of the configuration. */
	OwnConfiguration file(String name, String content) {
		this.files.put(name, content);
		return this;
	}

	/** A model with any lines of deployments. */
	OwnConfiguration modelWith(String name, String deployments) {
		offer(name);
		this.models.append(deployments);
		return this;
	}

	Gateway start() {
		try {
			Path directory = Files.createTempDirectory("serai-config");
			Files.writeString(directory.resolve("providers.yaml"), this.providers);
			Files.writeString(directory.resolve("models.yaml"), this.models);
			Files.writeString(directory.resolve("policies.yaml"), this.policies + this.fallbacks);
			for (Map.Entry<String, String> file : this.files.entrySet()) {
				Path path = directory.resolve(file.getKey());
				Files.createDirectories(path.getParent());
				Files.writeString(path, file.getValue());
			}
			return Gateway.start(this.settings, directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
