package dev.serai.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Serai's configuration under the benchmark: a good provider, and bad ones with the good
 * one to fall back on. A bad provider has many models, so that the breaker of none opens
 * before it was measured.
 */
final class BenchmarkConfiguration {

	static final int MODELS = 40;

	/**
	 * A policy that asks a provider first that sends headers and then nothing at times.
	 */
	static final String QUIET_FIRST = "quiet-first";

	/** How long that policy waits for the first byte of an answer. */
	static final Duration FIRST_BYTE = Duration.ofSeconds(2);

	/** A policy whose answers a guardrail looks at, which finds nothing. */
	static final String GUARDED = "guarded";

	private BenchmarkConfiguration() {
	}

	static Path write(Path directory, int providerPort, int closedPort) throws IOException {
		Path target = Files.createDirectories(directory.resolve("config"));
		StringBuilder providers = new StringBuilder(
				"timeouts: { connect: 2s, firstToken: 5s, answer: 60s, idle: 60s }\nproviders:\n");
		provider(providers, "good", providerPort, "/v1");
		provider(providers, "refused", closedPort, "/v1");
		provider(providers, "fail", providerPort, "/fail/v1");
		provider(providers, "hang", providerPort, "/hang/v1");
		StringBuilder models = new StringBuilder("models:\n");
		model(models, "bench", "good");
		StringBuilder policies = new StringBuilder("""
				default: auto
				policies:
				  auto:
				    description: What the benchmark measures
				    weights: { performance: 40, cost: 30, availability: 20, capability: 10 }
				    models: all
				    baseline: [bench]
				  %s:
				    description: The cheapest first, which falls silent at times
				    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
				    models: [quiet, quiet-b, quiet-c]
				    firstToken: %ds
				  %s:
				    description: Relayed through a guardrail
				    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
				    models: [openai]
				    guards: [credentials]
				guardrails:
				  credentials: { kind: secrets, mode: redact, direction: out }
				fallbacks:
				""".formatted(QUIET_FIRST, FIRST_BYTE.toSeconds(), GUARDED));
		for (SteadyStream stream : SteadyStream.all()) {
			String path = "/" + stream.title() + (stream.protocol().equals("openai") ? "/v1" : "");
			provider(providers, stream.title(), stream.protocol(), providerPort, path);
			model(models, stream.title(), stream.title());
		}
		for (String bad : new String[] { "refused", "fail", "hang" }) {
			for (int i = 0; i < MODELS; i++) {
				model(models, bad + "-" + i, bad);
				policies.append("  " + bad + "-" + i + ": [bench]\n");
			}
		}
		for (String name : new String[] { "shaky-a", "shaky-b", "shaky-c" }) {
			provider(providers, name, providerPort, "/" + name + "/v1");
		}
		model(models, "shaky", "shaky-a", "shaky-b", "shaky-c");
		provider(providers, "quiet-a", providerPort, "/quiet-a/v1");
		provider(providers, "well-b", providerPort, "/well-b/v1");
		provider(providers, "well-c", providerPort, "/well-c/v1");
		model(models, "quiet", "quiet-a");
		dearModel(models, "quiet-b", "well-b");
		dearModel(models, "quiet-c", "well-c");
		Files.writeString(target.resolve("providers.yaml"), providers);
		Files.writeString(target.resolve("models.yaml"), models);
		Files.writeString(target.resolve("policies.yaml"), policies);
		return target;
	}

	private static void provider(StringBuilder yaml, String name, int port, String path) {
		provider(yaml, name, "openai", port, path);
	}

	private static void provider(StringBuilder yaml, String name, String protocol, int port, String path) {
		yaml.append("""
				  - name: %s
				    protocol: %s
				    baseUrl: http://127.0.0.1:%d%s
				    key: ${OPENAI_API_KEY}
				""".formatted(name, protocol, port, path));
	}

	private static void model(StringBuilder yaml, String name, String... providers) {
		offer(yaml, name, 1, providers);
	}

	/** A model that the cheapest comes before. */
	private static void dearModel(StringBuilder yaml, String name, String provider) {
		offer(yaml, name, 100, provider);
	}

	private static void offer(StringBuilder yaml, String name, int price, String... providers) {
		yaml.append("""
				  - name: %s
				    window: 128000
				    maxOutput: 16384
				    inputs: [text]
				    features: [tools]
				    capability: 0.5
				    deployments:
				""".formatted(name));
		for (String provider : providers) {
			yaml.append("""
					      - provider: %s
					        prices:
					          - {from: 2025-01-01, input: %d, output: %d}
					""".formatted(provider, price, 4 * price));
		}
	}

}
