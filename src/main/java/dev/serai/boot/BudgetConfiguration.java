package dev.serai.boot;

import java.time.Clock;

import dev.serai.access.KeyDirectory;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.budget.BudgetAdministration;
import dev.serai.budget.BudgetKeeping;
import dev.serai.budget.BudgetSystem;
import dev.serai.budget.Reservations;
import dev.serai.catalog.Catalog;
import dev.serai.cost.Pricer;
import dev.serai.ledger.Node;
import dev.serai.ledger.journal.Journal;
import dev.serai.routing.Policies;
import dev.serai.store.Database;
import dev.serai.store.JdbcBudgetBooks;
import dev.serai.store.JdbcBudgets;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be spent. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

	/** And before the servers start. */
	private static final int AFTER_THE_SCHEMA = Integer.MIN_VALUE / 2 + 1;

	@Bean
	BudgetSystem budgetSystem(Database database, Node node, Catalog catalog, Pricer pricer, Policies policies) {
		Policies.Budgets settings = policies.budgets();
		return new BudgetSystem(new JdbcBudgetBooks(database, node), new JdbcBudgets(database), catalog, pricer,
				new Reservations.Limits(settings.outputCeiling(), settings.unknownPrice().mode(),
						settings.outageCover()),
				Clock.systemUTC(), System::nanoTime);
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

	/** The first call finds the budgets. */
	@Bean
	Recurring budgetClock(BudgetKeeping keeping) {
		return new Recurring("budget-clock", AFTER_THE_SCHEMA).first(keeping::tick)
			.every(BudgetKeeping.INTERVAL, keeping::tick);
	}

}
