/** Storage and queries of compliance in PostgreSQL. */
@NullMarked
package dev.serai.insight.compliance.jdbc;

import org.jspecify.annotations.NullMarked;
