/** The beans that the routes of routing name. */
@NullMarked
package dev.serai.gateway.routing.camel;

import org.jspecify.annotations.NullMarked;
