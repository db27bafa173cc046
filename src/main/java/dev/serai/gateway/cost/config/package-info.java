/** Wires costs. */
@NullMarked
package dev.serai.gateway.cost.config;

import org.jspecify.annotations.NullMarked;
