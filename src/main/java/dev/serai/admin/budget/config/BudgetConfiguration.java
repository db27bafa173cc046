package dev.serai.admin.budget.config;

import java.time.Clock;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.admin.budget.BudgetSystem;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.budget.BudgetKeeping;
import dev.serai.gateway.budget.Reservations;
import dev.serai.gateway.budget.jdbc.JdbcBudgetBooks;
import dev.serai.gateway.budget.jdbc.JdbcBudgets;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.routing.Policies;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.journal.Journal;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.Recurring;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires budgets. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

	/** After the schema migration and before the servers start. */
	private static final int AFTER_THE_SCHEMA = Integer.MIN_VALUE / 2 + 1;

	@Bean
	BudgetSystem budgetSystem(Database database, Node node, Catalog catalog, Pricer pricer, Policies policies,
			Clock clock, NanoClock nanoClock) {
		Policies.Budgets settings = policies.budgets();
		return new BudgetSystem(new JdbcBudgetBooks(database, node), new JdbcBudgets(database), catalog, pricer,
				new Reservations.Limits(settings.outputCeiling(), settings.unknownPrice().mode(),
						settings.outageCover()),
				clock, nanoClock);
	}

	@Bean
	Reservations reservations(BudgetSystem budgets) {
		return budgets.reservations();
	}

	@Bean
	BudgetKeeping budgetKeeping(BudgetSystem budgets, Journal journal) {
		return budgets.keeping(() -> journal.waiting() == 0);
	}

	@Bean
	BudgetAdministration budgetAdministration(BudgetSystem budgets, TeamDirectory teams, KeyDirectory keys,
			AuditTrail audit) {
		return budgets.administration(teams, keys, audit);
	}

	/** Loads the budgets before the first call. */
	@Bean
	Recurring budgetClock(BudgetKeeping keeping) {
		return new Recurring("budget-clock", AFTER_THE_SCHEMA).first(keeping::tick)
			.every(BudgetKeeping.INTERVAL, keeping::tick);
	}

}
