package dev.serai.boot;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.serai.budget.BudgetKeeping;

import org.springframework.context.SmartLifecycle;

/** Has budgets kept while the program runs. */
final class BudgetClock implements SmartLifecycle {

	/**
	 * After the schema is there, before the servers start: the first call finds the
	 * budgets.
	 */
	private static final int PHASE = Integer.MIN_VALUE / 2 + 1;

	private final BudgetKeeping keeping;

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("budget-clock").factory());

	private volatile boolean running;

	BudgetClock(BudgetKeeping keeping) {
		this.keeping = keeping;
	}

	@Override
	public void start() {
		this.running = true;
		this.keeping.tick();
		long interval = BudgetKeeping.INTERVAL.toMillis();
		this.executor.scheduleWithFixedDelay(this.keeping::tick, interval, interval, TimeUnit.MILLISECONDS);
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

	@Override
	public int getPhase() {
		return PHASE;
	}

}
