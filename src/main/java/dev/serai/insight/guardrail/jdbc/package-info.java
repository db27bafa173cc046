/** Queries of guardrail findings in PostgreSQL. */
@NullMarked
package dev.serai.insight.guardrail.jdbc;

import org.jspecify.annotations.NullMarked;
