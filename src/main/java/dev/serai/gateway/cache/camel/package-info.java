/** Beans for the routes of the answer cache. */
@NullMarked
package dev.serai.gateway.cache.camel;

import org.jspecify.annotations.NullMarked;
