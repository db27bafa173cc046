/** Wires compliance into the application. */
@NullMarked
package dev.serai.insight.compliance.config;

import org.jspecify.annotations.NullMarked;
