/** Tables of idempotency keys. */
@NullMarked
package dev.serai.gateway.idempotency.jdbc;

import org.jspecify.annotations.NullMarked;
