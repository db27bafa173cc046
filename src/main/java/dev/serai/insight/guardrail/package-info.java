/** Which guardrails there are, and what they have found of late. */
@NullMarked
package dev.serai.insight.guardrail;

import org.jspecify.annotations.NullMarked;
