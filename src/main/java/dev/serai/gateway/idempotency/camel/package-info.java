/** Beans for the routes of idempotency keys. */
@NullMarked
package dev.serai.gateway.idempotency.camel;

import org.jspecify.annotations.NullMarked;
