package dev.serai.gateway.provider.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.serai.testing.Gateway;

/**
 * A gateway with the shipped configuration whose providers are all strict. The name of
 * each model of {@link #DEPLOYMENTS} stands for its deployments and then for those of all
 * others. Shared by the tests of this package; ends with the process.
 */
final class StrictGateway {

	/** One deployment of each provider, and of each family of models with own rules. */
	static final List<String> DEPLOYMENTS = List.of("openai/gpt-5.6", "openai/gpt-5.1", "openai/gpt-4o",
			"openai/o4-mini", "anthropic/claude-opus-5", "anthropic/claude-sonnet-4-5", "gemini/gemini-3.5-flash",
			"gemini/gemini-2.5-flash", "mistral/mistral-small-2603", "mistral/magistral-medium-2509",
			"cohere/command-a-plus-05-2026", "groq/gpt-oss-20b", "groq/llama-3.3-70b", "deepseek/deepseek-v4-pro",
			"deepseek/deepseek-chat", "xai/grok-4.5", "openrouter/kimi-k2.6", "together/glm-5", "perplexity/sonar-pro",
			"ollama/qwen3-32b", "vllm/gpt-oss-20b", "vllm/gemma-3-27b");

	static final StrictProviders PROVIDERS = StrictProviders.start();

	static final Gateway GATEWAY = start(UnaryOperator.identity());

	private StrictGateway() {
	}

	/** Starts a gateway of one's own. */
	static Gateway start(UnaryOperator<String> providersFile) {
		return Gateway.start(environment(), configuration(providersFile));
	}

	private static Map<String, String> environment() {
		return PROVIDERS.environment();
	}

	/** The name to ask for when the model of a deployment is to serve if it can. */
	static String first(String deployment) {
		return deployment.substring(deployment.indexOf('/') + 1);
	}

	private static Path configuration(UnaryOperator<String> providersFile) {
		try {
			Path directory = Files.createTempDirectory("strict-providers");
			try (Stream<Path> files = Files.list(Path.of("config"))) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					String content = Files.readString(file).replace("firstToken: 5s", "firstToken: 60s");
					content = file.endsWith("providers.yaml") ? providersFile.apply(content)
							: content.replace("fallbacks: {}", fallbacks());
					Files.writeString(directory.resolve(file.getFileName()), content);
				}
			}
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String fallbacks() {
		StringBuilder yaml = new StringBuilder("fallbacks:\n");
		List<String> models = DEPLOYMENTS.stream().map(StrictGateway::first).distinct().toList();
		for (int i = 0; i < models.size(); i++) {
			List<String> chain = new ArrayList<>(models);
			Collections.rotate(chain, -i);
			yaml.append("  ").append(chain.removeFirst()).append(": ").append(chain).append('\n');
		}
		return yaml.toString();
	}

}
