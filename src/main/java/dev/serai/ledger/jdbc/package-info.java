/** The tables of the ledger. */
@NullMarked
package dev.serai.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
