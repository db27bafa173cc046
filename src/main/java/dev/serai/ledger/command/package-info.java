/** Command-line commands of the ledger. */
@NullMarked
package dev.serai.ledger.command;

import org.jspecify.annotations.NullMarked;
