/** The beans that the routes of limits name. */
@NullMarked
package dev.serai.gateway.limit.camel;

import org.jspecify.annotations.NullMarked;
