/** Where records are before they are in the database: on this machine's disk. */
@NullMarked
package dev.serai.ledger.journal;

import org.jspecify.annotations.NullMarked;
