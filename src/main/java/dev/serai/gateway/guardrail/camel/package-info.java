/** The beans that the routes of guardrails name. */
@NullMarked
package dev.serai.gateway.guardrail.camel;

import org.jspecify.annotations.NullMarked;
