/** The beans that the routes of telemetry name. */
@NullMarked
package dev.serai.gateway.telemetry.camel;

import org.jspecify.annotations.NullMarked;
