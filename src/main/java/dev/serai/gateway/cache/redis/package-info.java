/** The answer cache in Redis, shared by all nodes. */
@NullMarked
package dev.serai.gateway.cache.redis;

import org.jspecify.annotations.NullMarked;
