/**
 * Tests each file of routes alone with Camel's test kit: what a route names is recorded
 * instead of done.
 */
@NullMarked
package dev.serai.routes;

import org.jspecify.annotations.NullMarked;
