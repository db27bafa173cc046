/** Wires routing. */
@NullMarked
package dev.serai.gateway.routing.config;

import org.jspecify.annotations.NullMarked;
