package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.call.Amount;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;
import dev.serai.insight.alert.source.BudgetAlarms.Alarm;

/** Finds budgets that reached their soft limits. */
final class BudgetSource implements Source {

	/** The period of a budget that never restarts. */
	private static final String ENDLESS = "total";

	private final BudgetAlarms alarms;

	BudgetSource(BudgetAlarms alarms) {
		this.alarms = alarms;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		return this.alarms.current(rule.id(), rule.teamId(), now).stream().map(BudgetSource::sighting).toList();
	}

	private static Sighting sighting(Alarm alarm) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("budgetId", alarm.budgetId().toString());
		details.put("scope", alarm.scope());
		details.put("owner", alarm.owner());
		details.put("period", alarm.period());
		details.put("percent", alarm.percent());
		details.put("spentUsd", Amount.text(alarm.spentUsd()));
		details.put("limitUsd", Amount.text(alarm.limitUsd()));
		if (!alarm.period().equals(ENDLESS)) {
			details.put("periodStart", alarm.periodStart().toString());
		}
		BigDecimal reached = alarm.spentUsd()
			.multiply(BigDecimal.valueOf(100))
			.divide(alarm.limitUsd(), MathContext.DECIMAL64);
		return new Sighting(alarm.budgetId() + "/" + alarm.periodStart() + "/" + alarm.percent(), alarm.teamId(), true,
				"The budget of the %s %s (%s %s) has reached %d %%: %s spent".formatted(alarm.scope(), alarm.owner(),
						Figures.usd(alarm.limitUsd()), every(alarm.period()), alarm.percent(),
						Figures.usd(alarm.spentUsd())),
				reached, BigDecimal.valueOf(alarm.percent()), details);
	}

	static String every(String period) {
		return period.equals(ENDLESS) ? "in total" : "per " + period;
	}

}
