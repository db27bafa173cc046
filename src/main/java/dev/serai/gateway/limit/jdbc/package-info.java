/** Tables of limits. */
@NullMarked
package dev.serai.gateway.limit.jdbc;

import org.jspecify.annotations.NullMarked;
