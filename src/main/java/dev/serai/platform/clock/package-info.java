/** The program's clock for durations. */
@NullMarked
package dev.serai.platform.clock;

import org.jspecify.annotations.NullMarked;
