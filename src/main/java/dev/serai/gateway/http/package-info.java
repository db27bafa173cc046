/**
 * HTTP as callers speak it: the filter before the routes, bodies, origins, errors outside
 * of routes.
 */
@NullMarked
package dev.serai.gateway.http;

import org.jspecify.annotations.NullMarked;
