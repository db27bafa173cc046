package dev.serai.ledger.audit;

/**
 * The hash of a record as it is found now.
 *
 * @param hash empty when the record can't be as it was written
 * @param erased whether what is about a person has been taken out of it
 */
public record Recomputed(byte[] hash, boolean erased) {
}
