/** Beans for the routes of the route map. */
@NullMarked
package dev.serai.insight.routes.camel;

import org.jspecify.annotations.NullMarked;
