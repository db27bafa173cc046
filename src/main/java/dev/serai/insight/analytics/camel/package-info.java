/** Beans that the analytics routes call. */
@NullMarked
package dev.serai.insight.analytics.camel;

import org.jspecify.annotations.NullMarked;
