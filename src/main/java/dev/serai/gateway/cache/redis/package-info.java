/** What nodes share of the cache of answers in Redis. */
@NullMarked
package dev.serai.gateway.cache.redis;

import org.jspecify.annotations.NullMarked;
