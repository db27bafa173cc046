/** What an OpenTelemetry collector is told of calls, where there is one. */
@NullMarked
package dev.serai.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
