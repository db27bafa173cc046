package dev.serai.insight.alert.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;

/** Finds deployments that stay paused: their breakers stay open. */
final class BreakerSource implements Source {

	private final BreakerReports reports;

	private final UsedDeployments used;

	private final Duration within;

	/**
	 * @param within how long a node's report counts
	 */
	BreakerSource(BreakerReports reports, UsedDeployments used, Duration within) {
		this.reports = reports;
		this.used = used;
		this.within = within;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		Instant latest = now.minus(rule.terms().mustWindow());
		List<BreakerReports.Report> open = this.reports.current(this.within)
			.stream()
			.filter(report -> !report.since().isAfter(latest))
			.toList();
		if (open.isEmpty()) {
			return List.of();
		}
		Set<String> theirs = (rule.teamId() != null) ? this.used.of(rule.teamId(), now) : Set.of();
		return open.stream()
			.filter(report -> rule.teamId() == null || theirs.contains(report.deployment()))
			.map(report -> sighting(rule, report))
			.toList();
	}

	private static Sighting sighting(Rule rule, BreakerReports.Report report) {
		return new Sighting(report.deployment() + "@" + report.node(), rule.teamId(), true,
				"%s is paused since %s, because it keeps failing".formatted(report.deployment(),
						Figures.moment(report.since())),
				null, null, Map.of("deployment", report.deployment(), "node", report.node().toString(), "since",
						report.since().toString()));
	}

}
