/** The append-only record that all sums come from. */
@NullMarked
package dev.serai.ledger;

import org.jspecify.annotations.NullMarked;
