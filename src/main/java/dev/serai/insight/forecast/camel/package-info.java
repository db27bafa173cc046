/** The beans that the routes of forecasts name. */
@NullMarked
package dev.serai.insight.forecast.camel;

import org.jspecify.annotations.NullMarked;
