/** Wires the live view into the application. */
@NullMarked
package dev.serai.insight.live.config;

import org.jspecify.annotations.NullMarked;
