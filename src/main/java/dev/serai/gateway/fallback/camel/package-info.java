/**
 * The beans that the fallback's routes name: attempts, and the connections to providers.
 */
@NullMarked
package dev.serai.gateway.fallback.camel;

import org.jspecify.annotations.NullMarked;
