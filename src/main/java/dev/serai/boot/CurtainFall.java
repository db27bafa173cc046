package dev.serai.boot;

import dev.serai.live.LiveView;
import dev.serai.sample.SampleTraffic;

import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * When the program is asked to end, sample calls end at once, and who looks on is sent
 * home: the server waits for real calls, and for nothing else.
 */
final class CurtainFall implements SmartLifecycle {

	private final LiveView view;

	private final SampleTraffic sample;

	private volatile boolean running;

	CurtainFall(LiveView view, SampleTraffic sample) {
		this.view = view;
		this.sample = sample;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.view.close();
		this.sample.close();
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
