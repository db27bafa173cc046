package dev.serai.gateway.catalog;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.operation.TokenClass;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shipped prices against a table of list prices beside the project, where there is
 * one.
 */
class PricesAgainstListsTest {

	private static final Path TABLE = Path.of("../shared/prices/summary.csv");

	private static final LocalDate TABLE_DAY = LocalDate.parse("2026-07-24");

	private static final String DEEPSEEK_NAMES = "the price of V3.2; the name has since moved to V4 Flash";

	private static final String DEEPSEEK_WRITES = "nothing is billed or counted for writing";

	private static final String NO_SUCH_TIER = "standard prices repeated";

	private static final String MISTRAL_LATEST = "the -latest name's older version";

	/** Where the table is known to be wrong or to mean something else, and why. */
	private static final Map<String, String> ALLOWED = Map.ofEntries(
			entry("deepseek/deepseek-chat input_per_1m 0.28", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-chat output_per_1m 0.42", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-chat cached_input_per_1m 0.028", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-reasoner input_per_1m 0.28", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-reasoner output_per_1m 0.42", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-reasoner cached_input_per_1m 0.028", DEEPSEEK_NAMES),
			entry("deepseek/deepseek-chat cache_write_per_1m 0", DEEPSEEK_WRITES),
			entry("deepseek/deepseek-v4-flash cache_write_per_1m 0", DEEPSEEK_WRITES),
			entry("deepseek/deepseek-v4-pro cache_write_per_1m 0", DEEPSEEK_WRITES),
			entry("gemini/gemini-2.0-flash-lite audio_input_per_1m 0.075", "the input rate, which is implied"),
			entry("gemini/gemini-2.0-flash-lite cached_input_per_1m 0.01875", "no other list has it"),
			entry("gemini/gemini-2.5-pro priority_input_per_1m 1.25", NO_SUCH_TIER),
			entry("gemini/gemini-2.5-pro priority_output_per_1m 10", NO_SUCH_TIER),
			entry("gemini/gemini-3.5-flash audio_input_per_1m 1", "less than text; other lists have 1.5"),
			entry("mistral/codestral-2508 input_per_1m 1", MISTRAL_LATEST),
			entry("mistral/codestral-2508 output_per_1m 3", MISTRAL_LATEST),
			entry("mistral/mistral-small-2603 input_per_1m 0.06", MISTRAL_LATEST),
			entry("mistral/mistral-small-2603 output_per_1m 0.18", MISTRAL_LATEST),
			entry("openai/gpt-5-nano priority_input_per_1m 2.5", "a tier without a price for output"));

	@Test
	void shippedFiguresAreThoseOfTheTableExceptWhereAReasonIsGiven() throws IOException {
		Assumptions.assumeTrue(Files.exists(TABLE), "there is no ../shared/prices/summary.csv to compare with");
		Map<String, Deployment> deployments = byWireName();
		List<String> found = new ArrayList<>();
		int compared = 0;
		for (Map<String, String> row : table()) {
			Deployment deployment = deployments.get(row.get("provider") + " " + row.get("model"));
			PriceList prices = (deployment != null) ? lastOn(deployment, TABLE_DAY) : null;
			if (prices != null) {
				compared++;
				compare(deployment.id(), prices, row, found);
			}
		}
		assertThat(compared).as("models in both").isGreaterThanOrEqualTo(60);
		assertThat(new TreeSet<>(found)).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
	}

	private static void compare(String id, PriceList prices, Map<String, String> row, List<String> found) {
		Rates rates = prices.rates();
		check(id, rates, TokenClass.INPUT, row, "input_per_1m", found);
		check(id, rates, TokenClass.OUTPUT, row, "output_per_1m", found);
		check(id, rates, TokenClass.CACHE_READ, row, "cached_input_per_1m", found);
		check(id, rates, TokenClass.CACHE_WRITE_5M, row, "cache_write_per_1m", found);
		check(id, rates, TokenClass.CACHE_WRITE_1H, row, "cache_write_1h_per_1m", found);
		check(id, rates, TokenClass.AUDIO_INPUT, row, "audio_input_per_1m", found);
		check(id, rates, TokenClass.AUDIO_OUTPUT, row, "audio_output_per_1m", found);
		for (String tier : List.of("batch", "flex", "priority")) {
			Rates tierRates = prices.tiers().get(tier);
			check(id, tierRates, TokenClass.INPUT, row, tier + "_input_per_1m", found);
			check(id, tierRates, TokenClass.OUTPUT, row, tier + "_output_per_1m", found);
		}
		Rates longRates = (prices.longContext() != null) ? prices.longContext().rates() : null;
		check(id, longRates, TokenClass.INPUT, row, "tier_input_per_1m", found);
		check(id, longRates, TokenClass.OUTPUT, row, "tier_output_per_1m", found);
		check(id, longRates, TokenClass.CACHE_READ, row, "tier_cached_per_1m", found);
	}

	private static void check(String id, @Nullable Rates rates, TokenClass tokenClass, Map<String, String> row,
			String column, List<String> found) {
		BigDecimal shipped = (rates != null) ? rates.perMillion().get(tokenClass) : null;
		Optional<BigDecimal> listed = Optional.ofNullable(row.get(column))
			.filter(cell -> !cell.isEmpty())
			.map(BigDecimal::new);
		boolean same = (shipped == null) ? listed.isEmpty()
				: listed.map(figure -> figure.compareTo(shipped) == 0).orElse(true);
		if (!same) {
			found.add(id + " " + column + " " + listed.map(BigDecimal::toPlainString).orElse("-"));
		}
	}

	private static @Nullable PriceList lastOn(Deployment deployment, LocalDate day) {
		return deployment.prices()
			.stream()
			.filter(prices -> !prices.from().isAfter(day))
			.reduce((earlier, later) -> later)
			.orElse(null);
	}

	private static Map<String, Deployment> byWireName() {
		Map<String, Deployment> deployments = new HashMap<>();
		for (Deployment deployment : ShippedConfigurationTest.everything().deployments()) {
			deployments.put(deployment.provider().name() + " " + deployment.wireName(), deployment);
			deployment.model()
				.aliases()
				.forEach(alias -> deployments.putIfAbsent(deployment.provider().name() + " " + alias, deployment));
		}
		return deployments;
	}

	private static List<Map<String, String>> table() throws IOException {
		List<List<String>> lines = Files.readAllLines(TABLE).stream().map(PricesAgainstListsTest::cells).toList();
		List<String> header = lines.getFirst();
		List<Map<String, String>> rows = new ArrayList<>();
		for (List<String> line : lines.subList(1, lines.size())) {
			Map<String, String> row = new HashMap<>();
			for (int i = 0; i < header.size(); i++) {
				row.put(header.get(i), line.get(i));
			}
			rows.add(row);
		}
		return rows;
	}

	/** Splits at commas that stand outside of quotes. */
	private static List<String> cells(String line) {
		return Arrays.asList(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
	}

}
