/** Beans for the routes of telemetry. */
@NullMarked
package dev.serai.gateway.telemetry.camel;

import org.jspecify.annotations.NullMarked;
