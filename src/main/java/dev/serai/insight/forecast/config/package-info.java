/** Wires forecasts into the application. */
@NullMarked
package dev.serai.insight.forecast.config;

import org.jspecify.annotations.NullMarked;
