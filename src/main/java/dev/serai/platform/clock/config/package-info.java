/** Wires the clocks into the application. */
@NullMarked
package dev.serai.platform.clock.config;

import org.jspecify.annotations.NullMarked;
