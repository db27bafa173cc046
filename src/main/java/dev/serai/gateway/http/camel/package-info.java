/** Between HTTP and the routes: servlet, bindings, headers, JSON and CSV answers. */
@NullMarked
package dev.serai.gateway.http.camel;

import org.jspecify.annotations.NullMarked;
