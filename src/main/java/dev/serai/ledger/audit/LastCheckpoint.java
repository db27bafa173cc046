package dev.serai.ledger.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a checkpoint when the program stops, of all that was written. The routes have
 * stopped by then, so it is kept as a file here and sent out after the next start.
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
			LOG.warn("No checkpoint could be made at the end; the next start makes it: {}", ex.getMessage());
		}
	}

}
