package dev.serai.boot;

import java.time.Clock;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.alert.AlertAdministration;
import dev.serai.alert.AlertBooks;
import dev.serai.alert.AlertSystem;
import dev.serai.alert.AlertsFile;
import dev.serai.alert.BreakerReports;
import dev.serai.alert.Channels;
import dev.serai.alert.Dispatch;
import dev.serai.alert.Evaluation;
import dev.serai.alert.Outlook;
import dev.serai.alert.Rule;
import dev.serai.alert.RuleDirectory;
import dev.serai.analytics.UsageSums;
import dev.serai.budget.BudgetAdministration;
import dev.serai.catalog.Catalog;
import dev.serai.catalog.ConfigFile;
import dev.serai.fallback.Breakers;
import dev.serai.fallback.OpenBreakers;
import dev.serai.forecast.BudgetOutlook;
import dev.serai.ledger.Node;
import dev.serai.store.Database;
import dev.serai.store.JdbcAlertOutbox;
import dev.serai.store.JdbcAlertRules;
import dev.serai.store.JdbcAlertTurns;
import dev.serai.store.JdbcAlerts;
import dev.serai.store.JdbcBreakerReports;
import dev.serai.store.JdbcBudgetAlarms;
import dev.serai.store.JdbcRecentCalls;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** What raises alerts, and where they are told. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfiguration {

	@Bean
	AlertSettings alertSettings(SeraiProperties serai, ConfigurableEnvironment environment) {
		ConfigFile file = ConfigFile.find(serai.configDir(), "alerts.yaml");
		AlertsFile content = file.as(AlertsFile.class);
		Channels channels = content.channels(file, new Settings(environment).asMap());
		return new AlertSettings(channels, content.rules(file, channels, Clock.systemUTC()));
	}

	@Bean
	Channels alertChannels(AlertSettings settings) {
		return settings.channels();
	}

	@Bean
	RuleDirectory alertRules(Database database) {
		return new JdbcAlertRules(database);
	}

	@Bean
	FirstRules firstRules(RuleDirectory rules, AlertSettings settings) {
		return new FirstRules(rules, settings.rules());
	}

	@Bean
	AlertBooks alertBooks(Database database, ObjectMapper json) {
		return new JdbcAlerts(database, json);
	}

	@Bean
	BreakerReports breakerReports(Database database, Node node) {
		return new JdbcBreakerReports(database, node);
	}

	@Bean
	OpenBreakers openBreakers(Breakers breakers) {
		return new OpenBreakers(breakers, Clock.systemUTC());
	}

	/** Forecasts of budgets, made anew every twenty evaluations. */
	@Bean
	Outlook budgetsAhead(BudgetAdministration budgets, BudgetOutlook outlook, AlertProperties settings) {
		return new BudgetsAhead(budgets, outlook, settings.every().multipliedBy(20), Clock.systemUTC());
	}

	@Bean
	Evaluation alertEvaluation(Database database, Node node, RuleDirectory rules, AlertBooks books,
			BreakerReports breakers, Channels channels, UsageSums sums, Outlook outlook, Catalog catalog,
			TeamDirectory teams, AlertProperties settings) {
		return new Evaluation(
				AlertSystem.sources(sums, new JdbcRecentCalls(database), new JdbcBudgetAlarms(database), breakers,
						outlook, catalog, teams, settings.every()),
				rules, books, new JdbcAlertTurns(database, node), channels, settings.every(), Clock.systemUTC());
	}

	@Bean
	Dispatch alertDispatch(Database database, AlertBooks books, AlertProperties settings) {
		return new Dispatch(new JdbcAlertOutbox(database, books), settings.retry(), Clock.systemUTC());
	}

	@Bean
	AlertAdministration alertAdministration(RuleDirectory rules, AlertBooks books, Channels channels,
			TeamDirectory teams, AuditTrail audit) {
		return new AlertAdministration(rules, books, channels, teams, audit, Clock.systemUTC());
	}

	/** What {@code alerts.yaml} says. */
	record AlertSettings(Channels channels, List<Rule> rules) {
	}

}
