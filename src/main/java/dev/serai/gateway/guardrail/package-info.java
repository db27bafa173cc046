/**
 * Guardrails: find unwanted content in requests and answers, and record, replace or block
 * it.
 */
@NullMarked
package dev.serai.gateway.guardrail;

import org.jspecify.annotations.NullMarked;
