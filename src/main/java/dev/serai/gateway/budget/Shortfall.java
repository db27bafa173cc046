package dev.serai.gateway.budget;

import java.math.BigDecimal;

/**
 * Why budgets do not cover a call.
 *
 * @param budget the first budget with too little left
 * @param leftUsd what it has left, 0 or more
 */
record Shortfall(Budget budget, Window window, BigDecimal limitUsd, BigDecimal leftUsd) {
}
