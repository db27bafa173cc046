package dev.serai.ledger.audit;

import java.util.List;

/**
 * A removal, with the records that it contains of a section of a chain.
 *
 * @param seqs their numbers, in order
 */
public record Removed(Removal removal, List<Span> seqs) {

	public Removed {
		seqs = List.copyOf(seqs);
	}

	/**
	 * Consecutive records.
	 *
	 * @param first the number of the first record
	 * @param last the number of the last record
	 */
	public record Span(long first, long last) {
	}

}
