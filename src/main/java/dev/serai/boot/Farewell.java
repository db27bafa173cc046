package dev.serai.boot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.serai.fallback.Watch;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * When the program is asked to end, calls under way have their time; what is not done
 * shortly before that is up is ended with an error that its caller can read, rather than
 * cut when the server stops.
 */
final class Farewell implements SmartLifecycle {

	private final Watch watch;

	private final Duration patience;

	private volatile boolean running;

	/**
	 * @param phase how long the server waits for what is under way
	 */
	Farewell(Watch watch, Duration phase) {
		this.watch = watch;
		this.patience = phase.multipliedBy(5).dividedBy(6);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		CompletableFuture.delayedExecutor(this.patience.toMillis(), TimeUnit.MILLISECONDS).execute(this.watch::endAll);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Just before the server begins to wait. */
	@Override
	public int getPhase() {
		return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 1;
	}

}
