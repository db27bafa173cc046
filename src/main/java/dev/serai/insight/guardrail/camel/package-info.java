/** Beans that the guardrail routes call. */
@NullMarked
package dev.serai.insight.guardrail.camel;

import org.jspecify.annotations.NullMarked;
