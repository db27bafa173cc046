package dev.serai.gateway.catalog;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.operation.TokenClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The configuration that comes with Serai. */
class ShippedConfigurationTest {

	private static final Path CONFIG = Path.of("config");

	private static final Instant LATELY = Instant.parse("2026-10-01T00:00:00Z");

	@Test
	void hasSixtyModelsOfTenProviders() {
		Catalog catalog = everything();
		assertThat(models(catalog)).hasSizeGreaterThanOrEqualTo(60);
		assertThat(providers(catalog)).hasSizeGreaterThanOrEqualTo(10)
			.contains("openai", "anthropic", "gemini", "mistral", "groq", "deepseek", "xai", "openrouter", "together",
					"cohere", "ollama", "vllm");
		Set<String> priced = catalog.deployments()
			.stream()
			.filter(d -> !d.prices().isEmpty())
			.map(d -> d.provider().name())
			.collect(Collectors.toSet());
		assertThat(priced).hasSizeGreaterThanOrEqualTo(10);
	}

	@Test
	void hasAPriceTodayForEveryDeploymentExceptWhereNobodyKnowsIt() {
		Pricer pricer = new Pricer();
		Set<String> unpriced = everything().deployments()
			.stream()
			.filter(d -> pricer.estimate(d, 1000, 100, LATELY).status() == PriceStatus.UNKNOWN)
			.map(Deployment::id)
			.collect(Collectors.toSet());
		assertThat(unpriced).containsExactlyInAnyOrder("perplexity/sonar", "perplexity/sonar-pro",
				"perplexity/sonar-reasoning-pro");
	}

	@Test
	void pricesNoOutputBelowItsInputAndNoCachedInputAboveIt() {
		for (Deployment deployment : everything().deployments()) {
			for (PriceList prices : deployment.prices()) {
				Map<TokenClass, BigDecimal> rates = prices.rates().perMillion();
				BigDecimal input = rates.get(TokenClass.INPUT);
				if (deployment.model().writes()) {
					assertThat(rates.get(TokenClass.OUTPUT)).as(deployment.id()).isGreaterThanOrEqualTo(input);
				}
				assertThat(rates.getOrDefault(TokenClass.CACHE_READ, BigDecimal.ZERO)).as(deployment.id())
					.isLessThanOrEqualTo(input);
				PriceList.LongContext longContext = prices.longContext();
				if (longContext != null) {
					assertThat(longContext.rates().perMillion().get(TokenClass.INPUT)).as(deployment.id())
						.isGreaterThanOrEqualTo(input);
				}
			}
		}
	}

	@Test
	void answersFitTheirWindows() {
		assertThat(everything().deployments())
			.allSatisfy(d -> assertThat(d.model().maxOutput()).as(d.id()).isLessThanOrEqualTo(d.model().window()));
	}

	@Test
	void offersOneOpenModelAtSeveralProvidersUnderOneName() {
		Catalog catalog = everything();
		assertThat(catalog.ofModel("gpt-oss-120b")).extracting(Deployment::id)
			.containsExactly("groq/gpt-oss-120b", "together/gpt-oss-120b", "openrouter/gpt-oss-120b",
					"vllm/gpt-oss-120b");
		assertThat(catalog.deployment("groq/llama-3.3-70b").wireName()).isEqualTo("llama-3.3-70b-versatile");
		assertThat(catalog.ofModel("gpt-4o-2024-08-06")).extracting(Deployment::id).containsExactly("openai/gpt-4o");
	}

	@Test
	void isTheSameInsideTheJar() {
		Catalog builtIn = new CatalogReader(Path.of("target/no-such-directory")).read(everyVariable(), null);
		assertThat(builtIn.deployments()).extracting(Deployment::id)
			.isEqualTo(everything().deployments().stream().map(Deployment::id).toList());
	}

	@Test
	void givesUpAHangingProviderAfterFiveSecondsUnlessItIsAServerOfOnesOwn() {
		assertThat(everything().deployments()).filteredOn(d -> !Set.of("ollama", "vllm").contains(d.provider().name()))
			.allSatisfy(d -> assertThat(d.provider().timeouts().firstToken()).hasSeconds(5));
	}

	@Test
	void simulatesTheThreeProtocolsWhenNoKeyIsSet() {
		Catalog catalog = new CatalogReader(CONFIG).read(Map.of("OPENAI_API_KEY", " "),
				protocol -> URI.create("http://127.0.0.1:9999/" + protocol));
		assertThat(providers(catalog)).containsExactlyInAnyOrder("openai", "anthropic", "gemini", "mistral", "groq");
		assertThat(catalog.deployments()).allSatisfy(d -> {
			assertThat(d.provider().simulated()).isTrue();
			assertThat(d.provider().secret()).isNull();
			assertThat(d.provider().baseUrl()).hasToString("http://127.0.0.1:9999/" + d.provider().protocol());
		});
		assertThat(catalog.deployments()).extracting(d -> d.provider().protocol())
			.contains("openai", "anthropic", "gemini");
	}

	@Test
	void simulatesNothingOnceAKeyIsSet() {
		Catalog catalog = new CatalogReader(CONFIG).read(Map.of("GROQ_API_KEY", "gk-1"),
				protocol -> URI.create("http://127.0.0.1:9999/"));
		assertThat(providers(catalog)).containsExactly("groq");
		assertThat(catalog.deployments()).noneMatch(d -> d.provider().simulated());
	}

	@Test
	void isEmptyWithoutKeysAndSimulator() {
		assertThat(new CatalogReader(CONFIG).read(Map.of(), null).deployments()).isEmpty();
	}

	static Catalog everything() {
		return new CatalogReader(CONFIG).read(everyVariable(), null);
	}

	private static Map<String, String> everyVariable() {
		Map<String, String> environment = new HashMap<>();
		for (String name : new String[] { "OPENAI", "ANTHROPIC", "GEMINI", "MISTRAL", "COHERE", "GROQ", "DEEPSEEK",
				"XAI", "OPENROUTER", "TOGETHER", "PERPLEXITY" }) {
			environment.put(name + "_API_KEY", "key-of-" + name);
		}
		environment.put("OLLAMA_BASE_URL", "http://localhost:11434/v1/");
		environment.put("VLLM_BASE_URL", "http://localhost:8000/v1");
		return environment;
	}

	private static Set<String> models(Catalog catalog) {
		return catalog.deployments().stream().map(d -> d.model().name()).collect(Collectors.toSet());
	}

	private static Set<String> providers(Catalog catalog) {
		return catalog.deployments().stream().map(d -> d.provider().name()).collect(Collectors.toSet());
	}

}
