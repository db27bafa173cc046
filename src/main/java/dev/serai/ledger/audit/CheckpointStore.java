package dev.serai.ledger.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where checkpoints are kept, and whether they were sent to where nobody can change them.
 */
public interface CheckpointStore {

	/** How far a node's chains have come. */
	List<Position> heads(UUID node);

	/** The node's latest checkpoint. */
	Optional<Checkpoint> last(UUID node);

	void add(Checkpoint checkpoint);

	/** The node's checkpoints that have not been sent out yet, in their order. */
	List<Checkpoint> unsent(UUID node);

	/** A checkpoint is kept outside of the database. */
	void sent(Checkpoint checkpoint, Instant at);

}
