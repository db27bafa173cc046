/** Optional access to Redis, for state that nodes share and may lose. */
@NullMarked
package dev.serai.platform.redis;

import org.jspecify.annotations.NullMarked;
