/** Beans that the report routes call. */
@NullMarked
package dev.serai.insight.report.camel;

import org.jspecify.annotations.NullMarked;
