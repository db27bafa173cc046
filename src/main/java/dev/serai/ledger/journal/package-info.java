/** The journal: records on this machine's disk until they are in the database. */
@NullMarked
package dev.serai.ledger.journal;

import org.jspecify.annotations.NullMarked;
