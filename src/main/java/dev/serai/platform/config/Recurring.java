package dev.serai.platform.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Runs recurring tasks while the program runs, one at a time on a thread of its own. A
 * task must not throw, because it would not run again.
 */
public final class Recurring implements SmartLifecycle, DisposableBean {

	private final ScheduledExecutorService executor;

	private final List<Task> tasks = new ArrayList<>();

	private final int phase;

	private Runnable first = () -> {
	};

	private Runnable last = () -> {
	};

	private volatile boolean running;

	/**
	 * @param thread the thread's name
	 */
	public Recurring(String thread) {
		this(thread, DEFAULT_PHASE);
	}

	/**
	 * @param phase when it starts and, in reverse, stops; see {@link SmartLifecycle}
	 */
	public Recurring(String thread, int phase) {
		this.executor = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(thread).factory());
		this.phase = phase;
	}

	/** Runs a task after each interval. */
	public Recurring every(Duration interval, Runnable task) {
		this.tasks.add(new Task(interval, interval, task));
		return this;
	}

	/** Runs a task immediately, without delaying the start, and after each interval. */
	public Recurring nowAndEvery(Duration interval, Runnable task) {
		this.tasks.add(new Task(Duration.ZERO, interval, task));
		return this;
	}

	/** Runs a task before the start continues. */
	public Recurring first(Runnable task) {
		this.first = task;
		return this;
	}

	/** Runs a task at the end, after all other tasks. */
	public Recurring last(Runnable task) {
		this.last = task;
		return this;
	}

	@Override
	public void start() {
		this.running = true;
		this.first.run();
		this.tasks.forEach(task -> this.executor.scheduleWithFixedDelay(task.work(), task.delay().toMillis(),
				task.interval().toMillis(), TimeUnit.MILLISECONDS));
	}

	@Override
	public void stop() {
		this.running = false;
		this.executor.shutdownNow();
		this.last.run();
	}

	/** Also called when the start failed and nothing was {@linkplain #stop stopped}. */
	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	private record Task(Duration delay, Duration interval, Runnable work) {
	}

}
