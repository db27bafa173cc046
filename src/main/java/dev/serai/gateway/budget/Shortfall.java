package dev.serai.gateway.budget;

import java.math.BigDecimal;

/**
 * Why a call cannot be paid for.
 *
 * @param budget the first that has too little left
 * @param leftUsd what it has left, 0 or more
 */
record Shortfall(Budget budget, Window window, BigDecimal limitUsd, BigDecimal leftUsd) {
}
