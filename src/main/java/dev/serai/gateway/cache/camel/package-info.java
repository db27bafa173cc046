/** The beans that the routes of the cache of answers name. */
@NullMarked
package dev.serai.gateway.cache.camel;

import org.jspecify.annotations.NullMarked;
