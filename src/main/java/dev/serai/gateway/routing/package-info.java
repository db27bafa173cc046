/**
 * Ranks the deployments that can serve a call, with reasons. Plain Java: decides from the
 * catalog, the policies and live measurements, without I/O.
 */
@NullMarked
package dev.serai.gateway.routing;

import org.jspecify.annotations.NullMarked;
