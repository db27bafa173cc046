/** The door to Redis, where there is one: what nodes share that may be lost. */
@NullMarked
package dev.serai.platform.redis;

import org.jspecify.annotations.NullMarked;
