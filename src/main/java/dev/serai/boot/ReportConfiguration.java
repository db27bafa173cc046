package dev.serai.boot;

import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.access.KeyDirectory;
import dev.serai.access.StoredKey;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.analytics.UsageSums;
import dev.serai.catalog.Catalog;
import dev.serai.catalog.Provider;
import dev.serai.mail.Mailing;
import dev.serai.report.Accounts;
import dev.serai.report.Deliveries;
import dev.serai.report.Dispatch;
import dev.serai.report.Editions;
import dev.serai.report.KeyNames;
import dev.serai.report.Letter;
import dev.serai.report.ReportDirectory;
import dev.serai.report.Reports;
import dev.serai.report.SpendOutlook;
import dev.serai.store.Database;
import dev.serai.store.JdbcBudgets;
import dev.serai.store.JdbcDeliveries;
import dev.serai.store.JdbcReports;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cost reports by mail. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

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
	Accounts accounts(UsageSums sums, TeamDirectory teams, KeyDirectory keys, Database database, SpendOutlook outlook,
			Catalog catalog) {
		Set<String> simulated = catalog.providers()
			.stream()
			.filter(Provider::simulated)
			.map(Provider::name)
			.collect(Collectors.toUnmodifiableSet());
		KeyNames names = ids -> keys.list()
			.stream()
			.filter(key -> ids.contains(key.id()))
			.collect(Collectors.toMap(StoredKey::id, StoredKey::name));
		return new Accounts(sums, teams, names, new JdbcBudgets(database), outlook, simulated::contains);
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
