/** Wires the fallback. */
@NullMarked
package dev.serai.gateway.fallback.config;

import org.jspecify.annotations.NullMarked;
