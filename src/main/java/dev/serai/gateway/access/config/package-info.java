/** Wires keys and teams. */
@NullMarked
package dev.serai.gateway.access.config;

import org.jspecify.annotations.NullMarked;
