/** Wires reports into the application. */
@NullMarked
package dev.serai.insight.report.config;

import org.jspecify.annotations.NullMarked;
