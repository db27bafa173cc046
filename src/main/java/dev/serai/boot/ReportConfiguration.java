package dev.serai.boot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.analytics.UsageSums;
import dev.serai.catalog.Catalog;
import dev.serai.catalog.Deployment;
import dev.serai.catalog.Provider;
import dev.serai.forecast.Measure;
import dev.serai.forecast.Outlook;
import dev.serai.mail.Mailing;
import dev.serai.report.Accounts;
import dev.serai.report.Deliveries;
import dev.serai.report.Dispatch;
import dev.serai.report.Editions;
import dev.serai.report.Letter;
import dev.serai.report.MonthOutlook;
import dev.serai.report.ReportDirectory;
import dev.serai.report.Reports;
import dev.serai.report.SpendOutlook;
import dev.serai.store.Database;
import dev.serai.store.JdbcBudgets;
import dev.serai.store.JdbcDeliveries;
import dev.serai.store.JdbcNames;
import dev.serai.store.JdbcReports;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cost reports by mail. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

	private static final int MICRO_USD = 6;

	@Bean
	ReportDirectory reportDirectory(Database database) {
		return new JdbcReports(database);
	}

	@Bean
	Deliveries deliveries(Database database) {
		return new JdbcDeliveries(database);
	}

	@Bean
	Reports reports(ReportDirectory directory, Deliveries deliveries, TeamDirectory teams, Mailing mailing,
			AuditTrail audit) {
		return new Reports(directory, deliveries, teams, mailing, audit, Clock.systemUTC());
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
	Letter letter() {
		return new Letter();
	}

	@Bean
	Editions editions(Accounts accounts, Deliveries deliveries) {
		return new Editions(accounts, deliveries, Clock.systemUTC());
	}

	@Bean
	Dispatch dispatch(ReportDirectory directory, Deliveries deliveries, Editions editions, Letter letter,
			Mailing mailing) {
		return new Dispatch(directory, deliveries, editions, letter, mailing, Clock.systemUTC());
	}

}
