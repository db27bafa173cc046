package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Forecasts when budgets run out. */
@FunctionalInterface
public interface Outlook {

	/**
	 * Returns all budgets that may run out before their periods end, where there is
	 * enough history. Budgets without a period are left out.
	 */
	List<Expectation> budgets();

	/**
	 * The forecast for a budget.
	 *
	 * @param scope organisation, team, key or feature
	 * @param owner the name of the organisation, team, key or feature
	 * @param period day, week or month
	 * @param expected when the budget is expected to run out; null when it is expected to
	 * last but may run out
	 * @param earliest the earliest time, with a chance of one in ten
	 */
	record Expectation(UUID budgetId, String scope, String owner, @Nullable UUID teamId, String period,
			Instant periodStart, Instant periodEnd, BigDecimal spentUsd, BigDecimal limitUsd,
			@Nullable Instant expected, Instant earliest) {
	}

}
