/**
 * What Serai asks of the container: the caller's socket, and errors in the contract's
 * shape.
 */
@NullMarked
package dev.serai.gateway.http.tomcat;

import org.jspecify.annotations.NullMarked;
