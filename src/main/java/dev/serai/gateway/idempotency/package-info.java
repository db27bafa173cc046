/** Idempotency keys: a request that is sent twice under one key is served once. */
@NullMarked
package dev.serai.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
