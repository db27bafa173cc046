/**
 * Tamper evidence: hashes, chains and signed checkpoints that reveal changes of the
 * records.
 */
@NullMarked
package dev.serai.ledger.audit;

import org.jspecify.annotations.NullMarked;
