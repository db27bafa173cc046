package dev.serai.ledger.audit;

import java.util.List;
import java.util.UUID;

/**
 * Records that were chained together.
 *
 * @param first the number of the first record
 * @param ids the records' ids, in order
 * @param hashes the chain's hashes in order, {@value Chain#HASH_LENGTH} bytes each
 */
public record Block(long first, List<UUID> ids, byte[] hashes) {
}
