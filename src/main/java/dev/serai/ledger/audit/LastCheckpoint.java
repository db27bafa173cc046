package dev.serai.ledger.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a checkpoint of all records when the program stops. The routes have stopped by
 * then, so it is stored as a file here and exported after the next start.
 */
public final class LastCheckpoint implements Runnable {

	private static final Logger LOG = LoggerFactory.getLogger(LastCheckpoint.class);

	private final Checkpoints checkpoints;

	private final CheckpointFiles files;

	public LastCheckpoint(Checkpoints checkpoints, CheckpointFiles files) {
		this.checkpoints = checkpoints;
		this.files = files;
	}

	@Override
	public void run() {
		try {
			this.checkpoints.make().ifPresent(this.files::keep);
		}
		catch (RuntimeException ex) {
			LOG.warn("No checkpoint could be made at shutdown; the next start makes it: {}", ex.getMessage());
		}
	}

}
