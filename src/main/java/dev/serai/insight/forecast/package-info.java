/**
 * Forecasts of usage and budgets, computed from the ledger's sums. Independent of Camel
 * and Spring.
 */
@NullMarked
package dev.serai.insight.forecast;

import org.jspecify.annotations.NullMarked;
