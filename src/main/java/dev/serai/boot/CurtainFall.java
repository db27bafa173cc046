package dev.serai.boot;

import dev.serai.live.LiveView;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * When the program is asked to end, who looks on is sent home at once: the server waits
 * for calls, and not for them.
 */
final class CurtainFall implements SmartLifecycle {

	private final LiveView view;

	private volatile boolean running;

	CurtainFall(LiveView view) {
		this.view = view;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.view.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before the server begins to wait. */
	@Override
	public int getPhase() {
		return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 2;
	}

}
