/**
 * Guardrails: what is looked for in requests and answers, and what is done about it.
 */
@NullMarked
package dev.serai.gateway.guardrail;

import org.jspecify.annotations.NullMarked;
