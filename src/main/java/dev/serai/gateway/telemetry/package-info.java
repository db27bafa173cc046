/** Exports calls to an OpenTelemetry collector and counts them in meters. */
@NullMarked
package dev.serai.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
