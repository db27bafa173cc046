/** The beans that the routes of the route map name. */
@NullMarked
package dev.serai.insight.routes.camel;

import org.jspecify.annotations.NullMarked;
