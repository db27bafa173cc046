package dev.serai.gateway.budget;

import java.math.BigDecimal;

/**
 * A budget and what was spent of it.
 *
 * @param window the one that is now
 * @param spentUsd in that window, by calls that are in the ledger
 */
public record BudgetStanding(Budget budget, Window window, BigDecimal spentUsd) {
}
