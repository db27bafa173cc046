/** Settings of the whole program, and tasks that follow its start and stop. */
@NullMarked
package dev.serai.platform.config;

import org.jspecify.annotations.NullMarked;
