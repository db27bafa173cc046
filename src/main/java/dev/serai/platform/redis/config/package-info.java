/** Wires Redis into the application. */
@NullMarked
package dev.serai.platform.redis.config;

import org.jspecify.annotations.NullMarked;
