/** The guardrails and their recent findings. */
@NullMarked
package dev.serai.insight.guardrail;

import org.jspecify.annotations.NullMarked;
