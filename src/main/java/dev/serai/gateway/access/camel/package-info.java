/** Beans for the routes of authentication. */
@NullMarked
package dev.serai.gateway.access.camel;

import org.jspecify.annotations.NullMarked;
