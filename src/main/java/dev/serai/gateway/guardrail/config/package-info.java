/** Wires guardrails. */
@NullMarked
package dev.serai.gateway.guardrail.config;

import org.jspecify.annotations.NullMarked;
