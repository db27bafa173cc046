package dev.serai.ledger.audit;

/**
 * The recomputed hash of a record.
 *
 * @param hash empty when the record cannot be as it was written
 * @param erased whether personal data was erased from it
 */
public record Recomputed(byte[] hash, boolean erased) {
}
