package dev.serai.boot;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.serai.limit.CurrentLimits;
import dev.serai.limit.Limiter;
import dev.serai.redis.Nodes;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * While the program runs: learns which limits hold, goes on with the calls under way, and
 * tells the other nodes that this one is there.
 */
final class LimitUpkeep implements SmartLifecycle {

	private final CurrentLimits current;

	private final Limiter limiter;

	private final @Nullable Nodes nodes;

	/** A database that hangs must not keep the nodes from hearing of each other. */
	private final ScheduledExecutorService news = thread("limit-news");

	private final ScheduledExecutorService upkeep = thread("limit-upkeep");

	private volatile boolean running;

	LimitUpkeep(CurrentLimits current, Limiter limiter, @Nullable Nodes nodes) {
		this.current = current;
		this.limiter = limiter;
		this.nodes = nodes;
	}

	private static ScheduledExecutorService thread(String name) {
		return Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
	}

	@Override
	public void start() {
		this.running = true;
		long refresh = CurrentLimits.REFRESH_INTERVAL.toMillis();
		this.news.scheduleWithFixedDelay(this.current::refresh, refresh, refresh, TimeUnit.MILLISECONDS);
		long keep = Limiter.UPKEEP_INTERVAL.toMillis();
		this.upkeep.scheduleWithFixedDelay(this.limiter::upkeep, keep, keep, TimeUnit.MILLISECONDS);
		long tell = Limiter.TELL_INTERVAL.toMillis();
		this.upkeep.scheduleWithFixedDelay(this.limiter::tellAll, 0, tell, TimeUnit.MILLISECONDS);
		Nodes all = this.nodes;
		if (all != null) {
			this.upkeep.scheduleWithFixedDelay(all::beat, 0, Nodes.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.news.shutdownNow();
		this.upkeep.shutdownNow();
		if (this.nodes != null) {
			this.nodes.leave();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
