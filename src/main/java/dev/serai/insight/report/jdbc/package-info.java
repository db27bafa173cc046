/** The tables of reports. */
@NullMarked
package dev.serai.insight.report.jdbc;

import org.jspecify.annotations.NullMarked;
