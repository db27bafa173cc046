/** Beans that the alert routes call. */
@NullMarked
package dev.serai.insight.alert.camel;

import org.jspecify.annotations.NullMarked;
