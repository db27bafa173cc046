/** Storage of reports in PostgreSQL. */
@NullMarked
package dev.serai.insight.report.jdbc;

import org.jspecify.annotations.NullMarked;
