/** Storage of the ledger in PostgreSQL. */
@NullMarked
package dev.serai.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
