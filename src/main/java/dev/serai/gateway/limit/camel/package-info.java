/** Beans for the routes of limits. */
@NullMarked
package dev.serai.gateway.limit.camel;

import org.jspecify.annotations.NullMarked;
