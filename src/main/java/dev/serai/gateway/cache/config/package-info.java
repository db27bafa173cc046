/** Wires the cache of answers. */
@NullMarked
package dev.serai.gateway.cache.config;

import org.jspecify.annotations.NullMarked;
