/**
 * Which deployments may serve a call, in which order, and why. Plain Java; decides from
 * the catalog, the policies and what was measured, and calls nobody.
 */
@NullMarked
package dev.serai.gateway.routing;

import org.jspecify.annotations.NullMarked;
