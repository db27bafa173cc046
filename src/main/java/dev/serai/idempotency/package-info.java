/** Idempotency keys: a request that is sent twice under one key is served once. */
@NullMarked
package dev.serai.idempotency;

import org.jspecify.annotations.NullMarked;
