/**
 * Adapts Tomcat: the caller's socket, strict framing, connection limits, and errors in
 * the API's format.
 */
@NullMarked
package dev.serai.gateway.http.tomcat;

import org.jspecify.annotations.NullMarked;
