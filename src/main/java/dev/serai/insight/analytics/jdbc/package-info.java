/** Storage and queries of analytics in PostgreSQL. */
@NullMarked
package dev.serai.insight.analytics.jdbc;

import org.jspecify.annotations.NullMarked;
