/**
 * HTTP for callers: the filter before the routes, request bodies, addresses, errors
 * outside of routes.
 */
@NullMarked
package dev.serai.gateway.http;

import org.jspecify.annotations.NullMarked;
