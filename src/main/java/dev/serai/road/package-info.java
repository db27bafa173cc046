/**
 * The thin layer between the routes and the domain: each bean here is a step that a route
 * names, and does no more than hand the exchange's call to the one who knows.
 */
@NullMarked
package dev.serai.road;

import org.jspecify.annotations.NullMarked;
