/** Wires Redis. */
@NullMarked
package dev.serai.platform.redis.config;

import org.jspecify.annotations.NullMarked;
