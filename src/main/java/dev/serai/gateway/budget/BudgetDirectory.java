package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Standing;

/**
 * Stores budgets. Every method throws the refusal 503 {@code dependency_unavailable}
 * while the store cannot be reached.
 */
public interface BudgetDirectory {

	/** Returns a number that changes with every change of a budget. */
	long version();

	/** Returns all budgets, oldest first. */
	List<Budget> list();

	Optional<Budget> find(UUID id);

	/**
	 * Stores a new budget.
	 * @return false when the same scope has one of the same period already
	 */
	boolean add(Budget budget);

	/** Updates a budget's limit, thresholds and hardness. */
	void update(Budget budget);

	void delete(UUID id);

	/**
	 * Returns the standings of budgets, each in the given window; empty where nothing is
	 * counted yet.
	 */
	List<Optional<Standing>> standings(List<BudgetBooks.Opening> windows);

	/** Returns alerts of existing budgets, newest first. */
	List<Alert> alerts(int most);

	/**
	 * A threshold that was reached.
	 *
	 * @param percent the threshold in percent of the limit
	 * @param at when it was noticed
	 */
	record Alert(UUID id, Budget budget, Instant periodStart, int percent, BigDecimal spentUsd, BigDecimal limitUsd,
			Instant at) {
	}

}
