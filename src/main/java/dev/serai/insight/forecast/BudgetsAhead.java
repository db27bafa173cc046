package dev.serai.insight.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.BudgetStanding;
import dev.serai.gateway.budget.Period;
import dev.serai.gateway.budget.Scope;
import dev.serai.insight.alert.source.Outlook;

/**
 * Provides budget forecasts to alerts. A forecast is expensive and changes slowly, so it
 * is cached.
 */
public final class BudgetsAhead implements Outlook {

	private final BudgetAdministration budgets;

	private final BudgetOutlook outlook;

	private final Duration keepFor;

	private final Clock clock;

	private List<Expectation> latest = List.of();

	private Instant staleAt = Instant.MIN;

	public BudgetsAhead(BudgetAdministration budgets, BudgetOutlook outlook, Duration keepFor, Clock clock) {
		this.budgets = budgets;
		this.outlook = outlook;
		this.keepFor = keepFor;
		this.clock = clock;
	}

	@Override
	public synchronized List<Expectation> budgets() {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.staleAt)) {
			this.latest = this.budgets.standings(Operator.ADMIN_KEY).stream().flatMap(this::expectation).toList();
			this.staleAt = now.plus(this.keepFor);
		}
		return this.latest;
	}

	private Stream<Expectation> expectation(BudgetStanding standing) {
		Budget budget = standing.budget();
		if (budget.period() == Period.TOTAL || budget.limitUsd().signum() == 0) {
			return Stream.empty();
		}
		Scope scope = budget.scope();
		return this.outlook.runsOut(standing)
			.filter(found -> found.earliest() != null)
			.map(found -> new Expectation(budget.id(), scope.kind().name().toLowerCase(Locale.ROOT), budget.owner(),
					scope.teamId(), budget.period().name().toLowerCase(Locale.ROOT), standing.window().start(),
					standing.window().end(), standing.spentUsd(), budget.limitUsd(), found.expected(),
					found.earliest()))
			.stream();
	}

}
