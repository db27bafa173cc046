/** Starts the program, says what it found, and runs its commands. */
@NullMarked
package dev.serai.app;

import org.jspecify.annotations.NullMarked;
