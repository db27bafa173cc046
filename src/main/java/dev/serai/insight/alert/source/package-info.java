/**
 * The sources that rules check: calls, spend, budgets, breakers, prices and forecasts.
 */
@NullMarked
package dev.serai.insight.alert.source;

import org.jspecify.annotations.NullMarked;
