package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.gateway.call.Amount;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;
import dev.serai.insight.alert.Words;
import org.jspecify.annotations.Nullable;

/** Finds deployments in use whose price changes soon or changed recently. */
final class PriceSource implements Source {

	/** Days for which a past change is reported. */
	private static final int DAYS_AFTER = 7;

	private final Catalog catalog;

	private final UsedDeployments used;

	PriceSource(Catalog catalog, UsedDeployments used) {
		this.catalog = catalog;
		this.used = used;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		LocalDate last = LocalDate.ofInstant(now.plus(rule.terms().mustWindow()), ZoneOffset.UTC);
		List<Sighting> sightings = new ArrayList<>();
		Set<String> inUse = null;
		for (Deployment deployment : this.catalog.deployments()) {
			List<PriceList> prices = deployment.prices();
			for (int i = 1; i < prices.size(); i++) {
				PriceList next = prices.get(i);
				if (next.from().isAfter(last) || !next.from().isAfter(today.minusDays(DAYS_AFTER))) {
					continue;
				}
				inUse = (inUse != null) ? inUse : this.used.of(rule.teamId(), now);
				if (inUse.contains(deployment.id())) {
					sightings.add(sighting(rule, deployment, prices.get(i - 1), next));
				}
			}
		}
		return sightings;
	}

	private static Sighting sighting(Rule rule, Deployment deployment, PriceList before, PriceList after) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("deployment", deployment.id());
		details.put("from", after.from().toString());
		details.put("beforePerMillionUsd", rates(before));
		details.put("perMillionUsd", rates(after));
		return new Sighting(
				deployment.id() + "@" + after.from(), rule.teamId(), true, "The prices of %s change on %s: %s"
					.formatted(deployment.id(), Figures.day(after.from()), changes(before, after)),
				null, null, details);
	}

	private static String changes(PriceList before, PriceList after) {
		String changes = after.rates()
			.perMillion()
			.entrySet()
			.stream()
			.filter(rate -> !same(before.rates().perMillion().get(rate.getKey()), rate.getValue()))
			.map(rate -> change(rate.getKey(), before.rates().perMillion().get(rate.getKey()), rate.getValue()))
			.collect(Collectors.joining(", "));
		return changes.isEmpty() ? "rates other than the standard ones" : changes + " USD per million tokens";
	}

	private static boolean same(@Nullable BigDecimal before, BigDecimal after) {
		return before != null && before.compareTo(after) == 0;
	}

	private static String change(TokenClass tokens, @Nullable BigDecimal before, BigDecimal after) {
		return Words.of(tokens).replace('_', ' ') + " from " + ((before != null) ? Amount.text(before) : "none")
				+ " to " + Amount.text(after);
	}

	private static Map<String, Object> rates(PriceList prices) {
		Map<String, Object> rates = new LinkedHashMap<>();
		prices.rates().perMillion().forEach((tokens, rate) -> rates.put(Words.of(tokens), Amount.text(rate)));
		return rates;
	}

}
