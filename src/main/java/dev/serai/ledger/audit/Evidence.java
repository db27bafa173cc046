package dev.serai.ledger.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The records and their chains as they stand at one moment: what is written meanwhile is
 * not seen.
 */
public interface Evidence {

	/** Where the chains are said to end; none for a chain whose end is not kept. */
	List<Position> heads();

	/** All chains that have a block. */
	List<Chain> chains();

	/**
	 * The next blocks of a chain, in their order; none at its end.
	 * @param from only blocks whose first record has this number or a higher one
	 * @param most only blocks that begin less than this many numbers after that, but one
	 * at the least
	 */
	List<Block> blocks(Chain chain, long from, int most);

	/** What the records come to now; what is not there is left out. */
	Map<UUID, Recomputed> recompute(Chain.Kind kind, List<UUID> ids);

	/**
	 * The removals that hold records of a part of a chain, with the numbers of these.
	 * @param from the part's first number
	 * @param to not included
	 */
	List<Removed> removed(Chain chain, long from, long to);

	/** The removals of calls from before there were chains. */
	List<Removal> removedUnchained();

	/** How many records there are. */
	long count(Chain.Kind kind);

	/** How many of them are from before there was a chain. */
	long before(Chain.Kind kind);

	/** A record that is in no chain, the earliest since there are chains first. */
	Optional<UUID> unchained(Chain.Kind kind);

	/** The checkpoints that are in the database, each node's in their order. */
	List<Checkpoint> checkpoints();

}
