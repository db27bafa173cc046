package dev.serai.platform.config;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/** What is done once, when the program is asked to end. */
public final class AtStop implements SmartLifecycle {

	private final Moment moment;

	private final Runnable work;

	private volatile boolean running;

	/**
	 * @param work must not throw
	 */
	public AtStop(Moment moment, Runnable work) {
		this.moment = moment;
		this.work = work;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.work.run();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.moment.phase;
	}

	/** When that is, in the order in which these come. */
	public enum Moment {

		/** Just before the server begins to wait for calls under way. */
		BEFORE_THE_SERVER_WAITS(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 1),
		/** When the last call has ended, and servers and routes have stopped. */
		AFTER_THE_LAST_CALL(0),
		/** When nothing writes records any more, before the database is let go. */
		AFTER_THE_LAST_RECORD(Integer.MIN_VALUE / 2 + 1);

		private final int phase;

		Moment(int phase) {
			this.phase = phase;
		}

	}

}
