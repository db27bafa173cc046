/** The tables of alerts. */
@NullMarked
package dev.serai.insight.alert.jdbc;

import org.jspecify.annotations.NullMarked;
