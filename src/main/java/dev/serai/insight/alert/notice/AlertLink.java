package dev.serai.insight.alert.notice;

import java.util.HashMap;
import java.util.Map;

import dev.serai.insight.alert.Alert;
import dev.serai.platform.mail.DashboardLinks;
import org.jspecify.annotations.Nullable;

/** Finds the dashboard view that shows what an alert is about. */
public final class AlertLink {

	private static final String PERIOD = "period";

	private static final String DAY = "24h";

	private AlertLink() {
	}

	public static String of(Alert alert, DashboardLinks links) {
		return switch (alert.kind()) {
			case BUDGET -> links.to("governance", Map.of("tab", "budgets"));
			case FORECAST ->
				links.to("forecast", (alert.teamId() != null) ? Map.of("team", alert.teamId().toString()) : Map.of());
			case BREAKER_OPEN -> links.to("routing", Map.of("tab", "deployments"));
			case ERROR_RATE -> links.to("calls", calls(alert.team(), Map.of("outcome", "failed")));
			case LATENCY -> links.to("calls", calls(alert.team(), Map.of("sort", "time")));
			case SPEND_ANOMALY -> links.to("costs", Map.of(PERIOD, DAY));
			case PRICE_CHANGE, DEPRECATION -> links.to("compliance", Map.of("tab", "register"));
		};
	}

	private static Map<String, String> calls(@Nullable String team, Map<String, String> more) {
		Map<String, String> parameters = new HashMap<>(more);
		parameters.put(PERIOD, DAY);
		if (team != null) {
			parameters.put("team", team);
		}
		return parameters;
	}

}
