/** Beans that the forecast routes call. */
@NullMarked
package dev.serai.insight.forecast.camel;

import org.jspecify.annotations.NullMarked;
