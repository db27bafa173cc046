package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.TokenClass;

/** Deployments with prices of a test's own. */
final class Deployments {

	static final LocalDate START = LocalDate.parse("2026-01-01");

	private Deployments() {
	}

	static Deployment priced(PriceList... prices) {
		Provider provider = new Provider("test", "openai", URI.create("http://localhost"), null, "test", null,
				new Provider.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
						Duration.ofSeconds(1)),
				Map.of(), false);
		Model model = new Model("m", Set.of(), 1000, 1000, EnumSet.of(Modality.TEXT), Set.of(), 0.5);
		return new Deployment("test/m", provider, model, "m", List.of(prices));
	}

	/** Prices from the first of January 2026 on, with nothing but these rates. */
	static PriceList list(Rates rates) {
		return new PriceList(START, rates, null, Map.of(), null);
	}

	/** Rates in pairs of class and price: {@code rates(INPUT, "2.5", OUTPUT, "10")}. */
	static Rates rates(Object... pairs) {
		Map<TokenClass, BigDecimal> rates = new EnumMap<>(TokenClass.class);
		for (int i = 0; i < pairs.length; i += 2) {
			rates.put((TokenClass) pairs[i], new BigDecimal((String) pairs[i + 1]));
		}
		return new Rates(rates);
	}

}
