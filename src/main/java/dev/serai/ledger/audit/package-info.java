/** What makes a change to the records noticed: hashes, chains, signed checkpoints. */
@NullMarked
package dev.serai.ledger.audit;

import org.jspecify.annotations.NullMarked;
