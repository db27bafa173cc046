package dev.serai.ledger.audit;

import java.util.List;
import java.util.UUID;

/**
 * Records that were chained at once.
 *
 * @param first the number of the first of them
 * @param ids of the records, in their order
 * @param hashes as they stand in the chain, one after the other,
 * {@value Chain#HASH_LENGTH} bytes each
 */
public record Block(long first, List<UUID> ids, byte[] hashes) {
}
