/** Wires telemetry. */
@NullMarked
package dev.serai.gateway.telemetry.config;

import org.jspecify.annotations.NullMarked;
