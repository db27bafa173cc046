/** The tables of guardrails. */
@NullMarked
package dev.serai.insight.guardrail.jdbc;

import org.jspecify.annotations.NullMarked;
