/** Connects HTTP with the routes: servlet, bindings, headers, JSON and CSV replies. */
@NullMarked
package dev.serai.gateway.http.camel;

import org.jspecify.annotations.NullMarked;
