/** Tables of keys and teams. */
@NullMarked
package dev.serai.gateway.access.jdbc;

import org.jspecify.annotations.NullMarked;
