/** What the program does with the ledger from the command line. */
@NullMarked
package dev.serai.ledger.command;

import org.jspecify.annotations.NullMarked;
