/** Beans for the routes of routing. */
@NullMarked
package dev.serai.gateway.routing.camel;

import org.jspecify.annotations.NullMarked;
