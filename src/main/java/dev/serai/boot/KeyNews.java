package dev.serai.boot;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.serai.access.Guesses;
import dev.serai.access.KeyCache;

import org.springframework.context.SmartLifecycle;

/**
 * Tells the keys in memory what was changed, and the log who guesses at keys, while the
 * program runs.
 */
final class KeyNews implements SmartLifecycle {

	private final KeyCache keys;

	private final Guesses guesses;

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("key-news").factory());

	private volatile boolean running;

	KeyNews(KeyCache keys, Guesses guesses) {
		this.keys = keys;
		this.guesses = guesses;
	}

	@Override
	public void start() {
		this.running = true;
		long interval = KeyCache.REFRESH_INTERVAL.toMillis();
		this.executor.scheduleWithFixedDelay(this.keys::refresh, interval, interval, TimeUnit.MILLISECONDS);
		long minute = Guesses.REPORT_INTERVAL.toMillis();
		this.executor.scheduleWithFixedDelay(this.guesses::report, minute, minute, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		this.executor.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
