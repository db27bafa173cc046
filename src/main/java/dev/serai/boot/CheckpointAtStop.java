package dev.serai.boot;

import dev.serai.audit.CheckpointFiles;
import dev.serai.audit.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Makes a checkpoint when the program stops, of all that was written. The routes have
 * stopped by then, so it is kept as a file here and sent out after the next start.
 */
final class CheckpointAtStop implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(CheckpointAtStop.class);

	/** After the routes and whatever writes records, before the database. */
	private static final int PHASE = Integer.MIN_VALUE / 2 + 1;

	private final Checkpoints checkpoints;

	private final CheckpointFiles files;

	private volatile boolean running;

	CheckpointAtStop(Checkpoints checkpoints, CheckpointFiles files) {
		this.checkpoints = checkpoints;
		this.files = files;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		try {
			this.checkpoints.make().ifPresent(this.files::keep);
		}
		catch (RuntimeException ex) {
			LOG.warn("No checkpoint could be made at the end; the next start makes it: {}", ex.getMessage());
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
