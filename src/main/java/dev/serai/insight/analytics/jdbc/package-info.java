/** The tables of analytics. */
@NullMarked
package dev.serai.insight.analytics.jdbc;

import org.jspecify.annotations.NullMarked;
