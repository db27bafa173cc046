/** What rules look at: calls, spending, budgets, breakers, prices, forecasts. */
@NullMarked
package dev.serai.insight.alert.source;

import org.jspecify.annotations.NullMarked;
