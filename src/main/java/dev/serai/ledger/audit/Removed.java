package dev.serai.ledger.audit;

import java.util.List;

/**
 * A removal, and which records of a part of a chain it holds.
 *
 * @param seqs their numbers, by number
 */
public record Removed(Removal removal, List<Span> seqs) {

	public Removed {
		seqs = List.copyOf(seqs);
	}

	/**
	 * Records without a gap between them.
	 *
	 * @param first the number of the first
	 * @param last that of the last
	 */
	public record Span(long first, long last) {
	}

}
