/** The tables of guardrails. */
@NullMarked
package dev.serai.gateway.guardrail.jdbc;

import org.jspecify.annotations.NullMarked;
