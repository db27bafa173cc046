package dev.serai.admin.budget;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.budget.BudgetLeases;
import dev.serai.gateway.budget.BudgetBooks;
import dev.serai.gateway.budget.BudgetDirectory;
import dev.serai.gateway.budget.BudgetKeeping;
import dev.serai.gateway.budget.Budgets;
import dev.serai.gateway.budget.Reservations;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.Pricer;
import dev.serai.ledger.audit.AuditTrail;

/** Assembles the parts that enforce budgets. Closed with the program. */
public final class BudgetSystem implements AutoCloseable {

	private final BudgetBooks books;

	private final BudgetDirectory directory;

	private final Clock clock;

	private final BudgetLeases leases;

	private final Budgets budgets;

	private final Reservations reservations;

	public BudgetSystem(BudgetBooks books, BudgetDirectory directory, Catalog catalog, Pricer pricer,
			Reservations.Limits limits, Clock clock, LongSupplier nanoClock) {
		this.books = books;
		this.directory = directory;
		this.clock = clock;
		this.leases = new BudgetLeases(books, limits.outageCover(), nanoClock);
		this.budgets = new Budgets(directory, this.leases);
		this.reservations = new Reservations(this.budgets, this.leases, books, catalog, pricer, limits, nanoClock);
	}

	/** Returns the reservations that calls need. */
	public Reservations reservations() {
		return this.reservations;
	}

	/**
	 * Returns the recurring maintenance of budgets.
	 * @param written whether all records of this node's earlier runs are in the ledger
	 */
	public BudgetKeeping keeping(BooleanSupplier written) {
		return new BudgetKeeping(this.budgets, this.leases, this.reservations, this.books, written, this.clock);
	}

	/** Returns the administration of budgets. */
	public BudgetAdministration administration(TeamDirectory teams, KeyDirectory keys, AuditTrail audit) {
		return new BudgetAdministration(this.directory, this.budgets, teams, keys, audit, this.clock);
	}

	@Override
	public void close() {
		this.leases.close();
	}

}
