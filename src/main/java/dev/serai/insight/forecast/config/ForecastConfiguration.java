package dev.serai.insight.forecast.config;

import java.time.Clock;
import java.util.stream.Collectors;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.forecast.BudgetOutlook;
import dev.serai.insight.forecast.Forecasts;
import dev.serai.insight.forecast.Outlook;
import dev.serai.platform.clock.NanoClock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires forecasts of usage and budgets. */
@Configuration(proxyBeanMethods = false)
class ForecastConfiguration {

	@Bean
	Outlook outlook(UsageSums usage, Clock clock) {
		return new Outlook(usage, clock);
	}

	@Bean
	BudgetOutlook budgetOutlook(UsageSums usage, TeamDirectory teams, Clock clock, NanoClock nanoClock) {
		return new BudgetOutlook(usage,
				organisation -> teams.list()
					.stream()
					.filter(team -> team.organisationId().equals(organisation))
					.map(Team::id)
					.collect(Collectors.toUnmodifiableSet()),
				clock, nanoClock);
	}

	@Bean
	Forecasts forecasts(Outlook outlook, BudgetOutlook budgetOutlook, BudgetAdministration budgets) {
		return new Forecasts(outlook, budgetOutlook, budgets);
	}

}
