package dev.serai.insight.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import dev.serai.platform.mail.DashboardLinks;
import org.jspecify.annotations.Nullable;

/** The dashboard views of what a report speaks of, in its period. */
record ReportLinks(Figures figures, DashboardLinks links) {

	String costs() {
		return this.links.to("costs", scoped(days(this.figures.firstDay(), this.figures.lastDay())));
	}

	String day(LocalDate day) {
		return this.links.to("costs", scoped(days(day, day)));
	}

	String budgets() {
		return this.links.to("governance", Map.of("tab", "budgets"));
	}

	String forecast() {
		return this.links.to("forecast", scoped(new HashMap<>()));
	}

	String reports() {
		return this.links.to("reports", Map.of());
	}

	/** Returns the calls of a line; null for calls that have no such value. */
	@Nullable String line(Figures.Line line) {
		if (line.key().isEmpty()) {
			return null;
		}
		Map<String, String> parameters = days(this.figures.firstDay(), this.figures.lastDay());
		parameters.put(switch (line.kind()) {
			case TEAM -> "teamId";
			case MODEL -> "model";
			case FEATURE -> "feature";
			case KEY -> "key";
		}, line.key());
		if (this.figures.teamId() != null) {
			parameters.put("teamId", this.figures.teamId());
		}
		return this.links.to("calls", parameters);
	}

	private Map<String, String> scoped(Map<String, String> parameters) {
		if (this.figures.teamId() != null) {
			parameters.put("team", this.figures.teamId());
		}
		return parameters;
	}

	private static Map<String, String> days(LocalDate first, LocalDate last) {
		return new HashMap<>(Map.of("period", "custom", "from", first.toString(), "to", last.toString()));
	}

}
