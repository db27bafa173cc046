package dev.serai.insight.alert.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.call.Amount;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;
import dev.serai.insight.alert.source.Outlook.Expectation;

/**
 * Finds budgets that are forecast to run out. An alert is raised when a budget is
 * expected to run out before its period ends. It stays open while the chance of that is
 * one in ten or more.
 */
final class ForecastSource implements Source {

	private final Outlook outlook;

	ForecastSource(Outlook outlook) {
		this.outlook = outlook;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		return this.outlook.budgets()
			.stream()
			.filter(budget -> rule.teamId() == null || rule.teamId().equals(budget.teamId()))
			.map(ForecastSource::sighting)
			.toList();
	}

	private static Sighting sighting(Expectation budget) {
		Instant when = ((budget.expected() != null) ? budget.expected() : budget.earliest())
			.truncatedTo(ChronoUnit.HOURS);
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("budgetId", budget.budgetId().toString());
		details.put("scope", budget.scope());
		details.put("owner", budget.owner());
		details.put("period", budget.period());
		details.put("periodStart", budget.periodStart().toString());
		details.put("periodEnd", budget.periodEnd().toString());
		details.put("spentUsd", Amount.text(budget.spentUsd()));
		details.put("limitUsd", Amount.text(budget.limitUsd()));
		details.put("runsOutAt", when.toString());
		return new Sighting(budget.budgetId() + "/" + budget.periodStart(), budget.teamId(), budget.expected() != null,
				"The budget of the %s %s (%s %s) is expected to run out on %s, before its period ends on %s".formatted(
						budget.scope(), budget.owner(), Figures.usd(budget.limitUsd()),
						BudgetSource.every(budget.period()), Figures.moment(when), Figures.moment(budget.periodEnd())),
				null, null, details);
	}

}
