/** Wires compliance. */
@NullMarked
package dev.serai.insight.compliance.config;

import org.jspecify.annotations.NullMarked;
