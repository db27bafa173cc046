/** Beans for the routes of guardrails. */
@NullMarked
package dev.serai.gateway.guardrail.camel;

import org.jspecify.annotations.NullMarked;
