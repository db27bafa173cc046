/** Wires the ledger and its journal. */
@NullMarked
package dev.serai.ledger.config;

import org.jspecify.annotations.NullMarked;
