/** Access to Redis, where there is one: what nodes share and may lose. */
@NullMarked
package dev.serai.platform.redis;

import org.jspecify.annotations.NullMarked;
