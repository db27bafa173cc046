/** Wires limits. */
@NullMarked
package dev.serai.gateway.limit.config;

import org.jspecify.annotations.NullMarked;
