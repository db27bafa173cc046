/** Wires forecasts. */
@NullMarked
package dev.serai.insight.forecast.config;

import org.jspecify.annotations.NullMarked;
