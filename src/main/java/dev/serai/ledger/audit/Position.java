package dev.serai.ledger.audit;

/**
 * A position in a chain.
 *
 * @param seq the number of the last record; 0 when there is none
 * @param hash the chain hash of that record
 */
public record Position(Chain chain, long seq, byte[] hash) {

	/** Returns the position before the first record. */
	public static Position start(Chain chain) {
		return new Position(chain, 0, chain.root());
	}

}
