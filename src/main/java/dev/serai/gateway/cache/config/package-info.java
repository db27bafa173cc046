/** Wires the answer cache. */
@NullMarked
package dev.serai.gateway.cache.config;

import org.jspecify.annotations.NullMarked;
