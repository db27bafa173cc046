/** Wires the audit. */
@NullMarked
package dev.serai.insight.audit.config;

import org.jspecify.annotations.NullMarked;
