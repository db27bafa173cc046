/**
 * Beans for the fallback's routes: attempts, and the connections to providers.
 */
@NullMarked
package dev.serai.gateway.fallback.camel;

import org.jspecify.annotations.NullMarked;
