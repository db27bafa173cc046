/** Wires analytics into the application. */
@NullMarked
package dev.serai.insight.analytics.config;

import org.jspecify.annotations.NullMarked;
