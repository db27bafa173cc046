package dev.serai.ledger.audit;

/**
 * How far a chain has come.
 *
 * @param seq the number of its last record; 0 when it has none
 * @param hash the hash that stands with that record
 */
public record Position(Chain chain, long seq, byte[] hash) {

	/** Before the first record. */
	public static Position start(Chain chain) {
		return new Position(chain, 0, chain.root());
	}

}
