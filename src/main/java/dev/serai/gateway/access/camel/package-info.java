/** The beans that the routes of authentication name. */
@NullMarked
package dev.serai.gateway.access.camel;

import org.jspecify.annotations.NullMarked;
