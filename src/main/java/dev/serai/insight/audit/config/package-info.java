/** Wires the audit into the application. */
@NullMarked
package dev.serai.insight.audit.config;

import org.jspecify.annotations.NullMarked;
