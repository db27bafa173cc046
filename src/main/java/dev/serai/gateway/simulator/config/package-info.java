/** Wires the simulated providers. */
@NullMarked
package dev.serai.gateway.simulator.config;

import org.jspecify.annotations.NullMarked;
