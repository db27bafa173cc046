package dev.serai.insight.alert.config;

import java.time.Clock;
import java.util.List;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.OpenBreakers;
import dev.serai.insight.alert.AlertAdministration;
import dev.serai.insight.alert.AlertBooks;
import dev.serai.insight.alert.AlertsFile;
import dev.serai.insight.alert.Channels;
import dev.serai.insight.alert.Evaluation;
import dev.serai.insight.alert.FirstRules;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.RuleDirectory;
import dev.serai.insight.alert.jdbc.JdbcAlertOutbox;
import dev.serai.insight.alert.jdbc.JdbcBudgetAlarms;
import dev.serai.insight.alert.jdbc.JdbcRecentCalls;
import dev.serai.insight.alert.notice.Dispatch;
import dev.serai.insight.alert.source.AlertSystem;
import dev.serai.insight.alert.source.BreakerReports;
import dev.serai.insight.alert.source.Outlook;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.forecast.BudgetOutlook;
import dev.serai.insight.forecast.BudgetsAhead;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.Settings;
import dev.serai.platform.database.AfterMigration;
import dev.serai.platform.database.Database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wires alert rules, their evaluation and the delivery of notifications. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfiguration {

	@Bean
	AlertSettings alertSettings(DirectoryProperties directories, ConfigurableEnvironment environment, Clock clock) {
		ConfigFile file = ConfigFile.find(directories.configDir(), "alerts.yaml");
		AlertsFile content = file.as(AlertsFile.class);
		Channels channels = content.channels(file, new Settings(environment).asMap());
		return new AlertSettings(channels, content.rules(file, channels, clock));
	}

	@Bean
	Channels alertChannels(AlertSettings settings) {
		return settings.channels();
	}

	@Bean
	@Order(4)
	AfterMigration firstRules(RuleDirectory rules, AlertSettings settings) {
		return new FirstRules(rules, settings.rules())::run;
	}

	@Bean
	OpenBreakers openBreakers(Breakers breakers, Clock clock) {
		return new OpenBreakers(breakers, clock);
	}

	/** Forecasts of budgets, recomputed every twenty evaluations. */
	@Bean
	Outlook budgetsAhead(BudgetAdministration budgets, BudgetOutlook outlook, AlertProperties settings, Clock clock) {
		return new BudgetsAhead(budgets, outlook, settings.every().multipliedBy(20), clock);
	}

	/** The interval between evaluations in milliseconds, for the route. */
	@Bean("alert-interval")
	Long alertInterval(AlertProperties settings) {
		return settings.every().toMillis();
	}

	@Bean
	Evaluation alertEvaluation(Database database, RuleDirectory rules, AlertBooks books, BreakerReports breakers,
			Channels channels, UsageSums sums, Outlook outlook, Catalog catalog, TeamDirectory teams,
			AlertProperties settings, Clock clock) {
		return new Evaluation(AlertSystem.sources(sums, new JdbcRecentCalls(database), new JdbcBudgetAlarms(database),
				breakers, outlook, catalog, teams, settings.every()), rules, books, channels, clock);
	}

	@Bean
	Dispatch alertDispatch(Database database, AlertBooks books, AlertProperties settings, Clock clock) {
		return new Dispatch(new JdbcAlertOutbox(database, books), settings.retry(), clock);
	}

	@Bean
	AlertAdministration alertAdministration(RuleDirectory rules, AlertBooks books, Channels channels,
			TeamDirectory teams, AuditTrail audit, Clock clock) {
		return new AlertAdministration(rules, books, channels, teams, audit, clock);
	}

	/** The settings in {@code alerts.yaml}. */
	record AlertSettings(Channels channels, List<Rule> rules) {
	}

}
