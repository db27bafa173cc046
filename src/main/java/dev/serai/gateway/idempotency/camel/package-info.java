/** The beans that the routes of idempotency keys name. */
@NullMarked
package dev.serai.gateway.idempotency.camel;

import org.jspecify.annotations.NullMarked;
