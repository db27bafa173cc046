/** Starts the program, logs a summary, and runs its commands. */
@NullMarked
package dev.serai.app;

import org.jspecify.annotations.NullMarked;
