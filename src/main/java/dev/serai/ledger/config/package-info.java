/** Wires the ledger and its journal into the application. */
@NullMarked
package dev.serai.ledger.config;

import org.jspecify.annotations.NullMarked;
