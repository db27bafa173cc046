package dev.serai.ledger.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores checkpoints, and whether they were exported to a place outside the database. */
public interface CheckpointStore {

	/** Returns the ends of a node's chains. */
	List<Position> heads(UUID node);

	/** Returns the node's latest checkpoint. */
	Optional<Checkpoint> last(UUID node);

	void add(Checkpoint checkpoint);

	/** Returns the node's checkpoints that were not exported yet, in order. */
	List<Checkpoint> unsent(UUID node);

	/** Marks a checkpoint as exported. */
	void sent(Checkpoint checkpoint, Instant at);

}
