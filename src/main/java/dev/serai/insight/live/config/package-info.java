/** Wires the live view. */
@NullMarked
package dev.serai.insight.live.config;

import org.jspecify.annotations.NullMarked;
