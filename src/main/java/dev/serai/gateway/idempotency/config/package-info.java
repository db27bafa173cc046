/** Wires idempotency keys. */
@NullMarked
package dev.serai.gateway.idempotency.config;

import org.jspecify.annotations.NullMarked;
