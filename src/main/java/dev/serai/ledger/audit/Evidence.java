package dev.serai.ledger.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A consistent snapshot of the records and their chains. */
public interface Evidence {

	/**
	 * Returns the recorded ends of the chains; a chain without a recorded end is left
	 * out.
	 */
	List<Position> heads();

	/** Returns all chains that have a block. */
	List<Chain> chains();

	/**
	 * Returns the next blocks of a chain in order; none at its end.
	 * @param from only blocks whose first record has this number or a higher one
	 * @param most only blocks that start less than this many numbers after it, but at
	 * least one block
	 */
	List<Block> blocks(Chain chain, long from, int most);

	/** Recomputes the hashes of records; missing records are left out. */
	Map<UUID, Recomputed> recompute(Chain.Kind kind, List<UUID> ids);

	/**
	 * Returns the removals that contain records of a section of a chain, with the numbers
	 * of these records.
	 * @param from the section's first number
	 * @param to exclusive
	 */
	List<Removed> removed(Chain chain, long from, long to);

	/** Returns the removals of calls that predate the chains. */
	List<Removal> removedUnchained();

	/** Counts the records. */
	long count(Chain.Kind kind);

	/** Counts the records that predate the chains. */
	long before(Chain.Kind kind);

	/** Returns a record that is in no chain, the earliest since chains exist first. */
	Optional<UUID> unchained(Chain.Kind kind);

	/** Returns the checkpoints in the database, by node and in order. */
	List<Checkpoint> checkpoints();

}
