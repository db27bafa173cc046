package dev.serai.insight.report.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.budget.jdbc.JdbcBudgets;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.analytics.jdbc.JdbcNames;
import dev.serai.insight.forecast.Measure;
import dev.serai.insight.forecast.Outlook;
import dev.serai.insight.report.Accounts;
import dev.serai.insight.report.Deliveries;
import dev.serai.insight.report.Dispatch;
import dev.serai.insight.report.Editions;
import dev.serai.insight.report.Letter;
import dev.serai.insight.report.MonthOutlook;
import dev.serai.insight.report.ReportDirectory;
import dev.serai.insight.report.Reports;
import dev.serai.insight.report.SpendOutlook;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.database.Database;
import dev.serai.platform.mail.DashboardLinks;
import dev.serai.platform.mail.Mailing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires cost reports by mail. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

	private static final int MICRO_USD = 6;

	@Bean
	Reports reports(ReportDirectory directory, Deliveries deliveries, TeamDirectory teams, Mailing mailing,
			AuditTrail audit, Clock clock) {
		return new Reports(directory, deliveries, teams, mailing, audit, clock);
	}

	@Bean
	Accounts accounts(UsageSums sums, TeamDirectory teams, Database database, Catalog catalog, Outlook outlook) {
		Set<String> simulated = catalog.deployments()
			.stream()
			.map(Deployment::provider)
			.filter(Provider::simulated)
			.map(Provider::name)
			.collect(Collectors.toUnmodifiableSet());
		return new Accounts(sums, teams, new JdbcNames(database)::ofKeys, new JdbcBudgets(database), monthEnds(outlook),
				simulated::contains);
	}

	private static SpendOutlook monthEnds(Outlook outlook) {
		return (team, zone) -> outlook.monthEnd((team != null) ? Set.of(team) : null, Measure.COST, zone)
			.map(end -> new MonthOutlook(LocalDate.ofInstant(end.at().minusMillis(1), zone), usd(end.value()),
					usd(end.low95()), usd(end.high95())));
	}

	private static BigDecimal usd(double amount) {
		return BigDecimal.valueOf(amount).setScale(MICRO_USD, RoundingMode.HALF_EVEN);
	}

	@Bean
	Letter letter(DashboardLinks links) {
		return new Letter(links);
	}

	@Bean
	Editions editions(Accounts accounts, Deliveries deliveries, Clock clock) {
		return new Editions(accounts, deliveries, clock);
	}

	@Bean
	Dispatch dispatch(ReportDirectory directory, Deliveries deliveries, Editions editions, Letter letter,
			Mailing mailing, Clock clock) {
		return new Dispatch(directory, deliveries, editions, letter, mailing, clock);
	}

}
