package dev.serai.gateway.budget;

import java.math.BigDecimal;

/**
 * A budget and what was spent of it.
 *
 * @param window the current window
 * @param spentUsd spending in that window, of calls that are in the ledger
 */
public record BudgetStanding(Budget budget, Window window, BigDecimal spentUsd) {
}
