package dev.serai.platform.config;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/** A task that runs once during shutdown. */
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

	/** The moment of the shutdown, in order. */
	public enum Moment {

		/** Just before the server starts to wait for calls in progress. */
		BEFORE_THE_SERVER_WAITS(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 1),
		/** After the last call has ended and servers and routes have stopped. */
		AFTER_THE_LAST_CALL(0),
		/**
		 * After the last record was written, before the database connections are closed.
		 */
		AFTER_THE_LAST_RECORD(Integer.MIN_VALUE / 2 + 1);

		private final int phase;

		Moment(int phase) {
			this.phase = phase;
		}

	}

}
