/** Gives the program its clocks. */
@NullMarked
package dev.serai.platform.clock.config;

import org.jspecify.annotations.NullMarked;
