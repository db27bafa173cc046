package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import org.junit.jupiter.api.Test;

import static dev.serai.gateway.operation.TokenClass.AUDIO_INPUT;
import static dev.serai.gateway.operation.TokenClass.CACHE_READ;
import static dev.serai.gateway.operation.TokenClass.CACHE_WRITE_1H;
import static dev.serai.gateway.operation.TokenClass.CACHE_WRITE_5M;
import static dev.serai.gateway.operation.TokenClass.INPUT;
import static dev.serai.gateway.operation.TokenClass.OUTPUT;
import static dev.serai.gateway.operation.TokenClass.REASONING;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls at the shipped prices, computed by hand. Sums are in microdollars until the end.
 */
class InvoicesTest {

	private static final Catalog CATALOG = new CatalogReader(Path.of("config")).read(keys(), null);

	private final Pricer pricer = new Pricer();

	@Test
	void openAi() {
		// 1,200 × 2.5 + 800 × 1.25 + 500 × 10 = 3,000 + 1,000 + 5,000
		assertThat(usd("openai/gpt-4o", usage(INPUT, 1200, CACHE_READ, 800, OUTPUT, 500)))
			.isEqualByComparingTo("0.009");
		// 10 × 0.15 + 3 × 0.6 = 1.5 + 1.8
		assertThat(usd("openai/gpt-4o-mini", usage(INPUT, 10, OUTPUT, 3))).isEqualByComparingTo("0.0000033");
		// 75 × 1.25 + (186 + 1,024) × 10 = 93.75 + 12,100
		assertThat(usd("openai/gpt-5", usage(INPUT, 75, OUTPUT, 186, REASONING, 1024)))
			.isEqualByComparingTo("0.01219375");
		// Beyond 272,000: 300,000 × 5 + 1,000 × 22.5 = 1,500,000 + 22,500
		assertThat(usd("openai/gpt-5.4", usage(INPUT, 300_000, OUTPUT, 1000))).isEqualByComparingTo("1.5225");
	}

	@Test
	void openAiServiceTiers() {
		Usage usage = usage(INPUT, 10_000, OUTPUT, 1000);
		// 10,000 × 2.5 + 1,000 × 15; half of it; twice of it
		assertThat(usd("openai/gpt-5.4", usage, "default")).isEqualByComparingTo("0.04");
		assertThat(usd("openai/gpt-5.4", usage, "flex")).isEqualByComparingTo("0.02");
		assertThat(usd("openai/gpt-5.4", usage, "priority")).isEqualByComparingTo("0.08");
	}

	@Test
	void anthropic() {
		// 21 × 3 + 188,086 × 0.3 + 2,000 × 3.75 + 1,000 × 6 + 393 × 15
		// = 63 + 56,425.8 + 7,500 + 6,000 + 5,895
		assertThat(usd("anthropic/claude-sonnet-4-6",
				usage(INPUT, 21, CACHE_READ, 188_086, CACHE_WRITE_5M, 2000, CACHE_WRITE_1H, 1000, OUTPUT, 393)))
			.isEqualByComparingTo("0.0758838");
		// 2 searches at 0.01 + 1,000 × 5 + 100 × 25
		Usage searching = Usage.builder().add(INPUT, 1000).add(OUTPUT, 100).searches(2).build();
		assertThat(usd("anthropic/claude-opus-4-8", searching)).isEqualByComparingTo("0.0275");
	}

	@Test
	void anthropicOnTheDayOfANewPrice() {
		Usage usage = usage(INPUT, 1_000_000, OUTPUT, 100_000);
		assertThat(cost("anthropic/claude-sonnet-5", usage, null, "2026-08-31T23:59:59Z").usd())
			.isEqualByComparingTo("3");
		assertThat(cost("anthropic/claude-sonnet-5", usage, null, "2026-09-01T00:00:00Z").usd())
			.isEqualByComparingTo("4.5");
	}

	@Test
	void gemini() {
		// 1,000 × 0.3 + 3,000 × 1 of audio + (200 + 800) × 2.5 = 300 + 3,000 + 2,500
		assertThat(usd("gemini/gemini-2.5-flash", usage(INPUT, 1000, AUDIO_INPUT, 3000, OUTPUT, 200, REASONING, 800)))
			.isEqualByComparingTo("0.0058");
		// Beyond 200,000, the cached ones included: 150,000 × 2.5 + 60,000 × 0.25 + 10 ×
		// 15
		assertThat(usd("gemini/gemini-2.5-pro", usage(INPUT, 150_000, CACHE_READ, 60_000, OUTPUT, 10)))
			.isEqualByComparingTo("0.39015");
	}

	@Test
	void othersThatSpeakTheSameProtocol() {
		Usage usage = usage(INPUT, 1000, OUTPUT, 1000);
		assertThat(usd("groq/llama-3.3-70b", usage)).isEqualByComparingTo("0.00138");
		assertThat(usd("together/llama-3.3-70b", usage)).isEqualByComparingTo("0.00176");
		assertThat(usd("mistral/mistral-large-2512", usage)).isEqualByComparingTo("0.002");
		assertThat(usd("cohere/command-r7b-12-2024", usage)).isEqualByComparingTo("0.0001875");
		assertThat(usd("xai/grok-4.3", usage)).isEqualByComparingTo("0.00375");
		// 1 × 0.003625: three and a half billionths of a dollar, and not rounded
		assertThat(usd("deepseek/deepseek-v4-pro", usage(CACHE_READ, 1))).isEqualByComparingTo("0.000000003625");
	}

	@Test
	void aProviderThatChargesMoreThanTokensShowIsUnknown() {
		assertThat(cost("perplexity/sonar", usage(INPUT, 10, OUTPUT, 10), null, "2026-10-01T00:00:00Z"))
			.isEqualTo(Cost.UNKNOWN);
	}

	private BigDecimal usd(String deployment, Usage usage) {
		return usd(deployment, usage, null);
	}

	private BigDecimal usd(String deployment, Usage usage, String tier) {
		Cost cost = cost(deployment, usage, tier, "2026-10-01T00:00:00Z");
		assertThat(cost.status()).isEqualTo(PriceStatus.KNOWN);
		return cost.usd();
	}

	private Cost cost(String deployment, Usage usage, String tier, String at) {
		return this.pricer.price(CATALOG.deployment(deployment), usage, tier, Instant.parse(at));
	}

	private static Usage usage(Object... pairs) {
		Usage.Builder usage = Usage.builder();
		for (int i = 0; i < pairs.length; i += 2) {
			usage.add((TokenClass) pairs[i], (Integer) pairs[i + 1]);
		}
		return usage.build();
	}

	private static Map<String, String> keys() {
		Map<String, String> keys = new HashMap<>();
		for (String name : new String[] { "OPENAI", "ANTHROPIC", "GEMINI", "MISTRAL", "COHERE", "GROQ", "DEEPSEEK",
				"XAI", "TOGETHER", "PERPLEXITY" }) {
			keys.put(name + "_API_KEY", "key");
		}
		return keys;
	}

}
