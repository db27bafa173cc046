package dev.serai.insight.alert.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;

/** Finds models in use that will be, or were, withdrawn. */
final class DeprecationSource implements Source {

	private final Catalog catalog;

	private final UsedDeployments used;

	DeprecationSource(Catalog catalog, UsedDeployments used) {
		this.catalog = catalog;
		this.used = used;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		LocalDate last = LocalDate.ofInstant(now.plus(rule.terms().mustWindow()), ZoneOffset.UTC);
		Map<String, Withdrawn> models = new LinkedHashMap<>();
		for (Deployment deployment : this.catalog.deployments()) {
			LocalDate day = deployment.model().deprecatedAt();
			if (day != null && !day.isAfter(last)) {
				models.computeIfAbsent(deployment.model().name(), name -> new Withdrawn(name, day, new TreeSet<>()))
					.deployments()
					.add(deployment.id());
			}
		}
		if (models.isEmpty()) {
			return List.of();
		}
		Set<String> inUse = this.used.of(rule.teamId(), now);
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		models.values().forEach(model -> model.deployments().retainAll(inUse));
		return models.values()
			.stream()
			.filter(model -> !model.deployments().isEmpty())
			.map(model -> sighting(rule, model, today))
			.toList();
	}

	private static Sighting sighting(Rule rule, Withdrawn model, LocalDate today) {
		boolean over = !model.day().isAfter(today);
		return new Sighting(model.name(), rule.teamId(), true,
				"%s is in use and deprecated %s %s".formatted(model.name(), over ? "since" : "from",
						Figures.day(model.day())),
				null, null, Map.of("model", model.name(), "deprecatedAt", model.day().toString(), "deployments",
						List.copyOf(model.deployments())));
	}

	/** A model with the day of its withdrawal and the deployments that offer it. */
	private record Withdrawn(String name, LocalDate day, TreeSet<String> deployments) {
	}

}
