/** Settings of the whole program, and objects that start and stop with it. */
@NullMarked
package dev.serai.platform.config;

import org.jspecify.annotations.NullMarked;
