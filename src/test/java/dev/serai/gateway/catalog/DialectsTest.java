package dev.serai.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the dialect of a model is put together, and which dialects are shipped. */
class DialectsTest {

	@Test
	void aModelsDialectIsMergedIntoTheProviders() {
		Dialects dialects = new Dialects(
				json("{'developer':'system','images':['image/png'],'parameters':{'dropped':['user'],"
						+ "'atMost':{'n':4}},'models':[{'match':['a*'],'images':['image/gif'],'parameters':{'dropped':['store']}},"
						+ "{'match':['*b'],'developer':null}]}"));
		assertThat(dialects.of("a1").developer()).isEqualTo(Dialect.Developer.SYSTEM);
		assertThat(dialects.of("a1").images()).containsExactly("image/gif");
		assertThat(dialects.of("a1").parameters().dropped()).containsExactlyInAnyOrder("user", "store");
		assertThat(dialects.of("a1").parameters().atMost()).containsEntry("n", 4.0);
		assertThat(dialects.of("ab").developer()).isEqualTo(Dialect.Developer.DEVELOPER);
		assertThat(dialects.of("c").images()).containsExactly("image/png");
	}

	@Test
	void modelsWithoutDifferencesShareOneDialect() {
		Dialects dialects = new Dialects(
				json("{'developer':'system','models':[{'match':['a*'],'turns':'alternate'}]}"));
		assertThat(dialects.of("x")).isSameAs(dialects.of("y")).isNotSameAs(dialects.of("a"));
		assertThat(Dialects.NONE.of("x")).isSameAs(Dialect.NONE);
	}

	@Test
	void everyShippedProviderHasADialect() {
		Map<String, String> keys = new HashMap<>();
		for (String name : Set.of("OPENAI", "ANTHROPIC", "GEMINI", "MISTRAL", "COHERE", "GROQ", "DEEPSEEK", "XAI",
				"OPENROUTER", "TOGETHER", "PERPLEXITY")) {
			keys.put(name + "_API_KEY", "k");
		}
		keys.put("OLLAMA_BASE_URL", "http://localhost:1/v1");
		keys.put("VLLM_BASE_URL", "http://localhost:2/v1");
		Catalog catalog = new CatalogReader(Path.of("config")).read(keys, name -> URI.create("http://localhost"));
		assertThat(catalog.deployments()).isNotEmpty()
			.allSatisfy(deployment -> assertThat(deployment.dialect()).as(deployment.id()).isNotSameAs(Dialect.NONE));
		assertThat(catalog.deployment("mistral/mistral-large-2512").dialect().toolCallIds().pattern())
			.isEqualTo("[a-zA-Z0-9]{9}");
		assertThat(catalog.deployment("openai/gpt-5.6").dialect().parameters().withTools())
			.containsOnlyKeys("reasoning_effort");
		assertThat(catalog.deployment("anthropic/claude-opus-5").dialect().prefill())
			.isEqualTo(Dialect.Prefill.REFUSED);
	}

	private static JsonNode json(String text) {
		try {
			return new ObjectMapper().readTree(text.replace('\'', '"'));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(text, ex);
		}
	}

}
