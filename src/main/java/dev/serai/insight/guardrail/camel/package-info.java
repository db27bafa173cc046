/** The beans that the routes about guardrails name. */
@NullMarked
package dev.serai.insight.guardrail.camel;

import org.jspecify.annotations.NullMarked;
