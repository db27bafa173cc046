/** Storage of alerts in PostgreSQL. */
@NullMarked
package dev.serai.insight.alert.jdbc;

import org.jspecify.annotations.NullMarked;
