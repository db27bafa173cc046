package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Standing;

/**
 * Where budgets are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface BudgetDirectory {

	/** Another number after every change. */
	long version();

	/** All budgets, oldest first. */
	List<Budget> list();

	Optional<Budget> find(UUID id);

	/**
	 * Keeps a new budget.
	 * @return false when the same scope has one of the same period already
	 */
	boolean add(Budget budget);

	/** Keeps what has changed of a budget: its limit, thresholds and hardness. */
	void update(Budget budget);

	void delete(UUID id);

	/**
	 * How budgets stand, each in the window that is given for it; empty where nothing is
	 * counted yet.
	 */
	List<Optional<Standing>> standings(List<BudgetBooks.Opening> windows);

	/** Alerts, newest first, of the budgets that are not gone. */
	List<Alert> alerts(int most);

	/**
	 * A threshold was reached.
	 *
	 * @param percent of the limit
	 * @param at when it was noticed
	 */
	record Alert(UUID id, Budget budget, Instant periodStart, int percent, BigDecimal spentUsd, BigDecimal limitUsd,
			Instant at) {
	}

}
