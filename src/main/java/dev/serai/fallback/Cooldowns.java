package dev.serai.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Accounts that asked to be left alone for a while. A later, shorter wish never shortens
 * an earlier one.
 */
public final class Cooldowns {

	private final ConcurrentHashMap<String, Long> until = new ConcurrentHashMap<>();

	private final LongSupplier nanoClock;

	private final Duration standard;

	private final Duration most;

	/**
	 * @param nanoClock counts nanoseconds, as {@link System#nanoTime}
	 * @param standard how long to wait where the provider did not say
	 * @param most the longest wait that is believed
	 */
	public Cooldowns(LongSupplier nanoClock, Duration standard, Duration most) {
		this.nanoClock = nanoClock;
		this.standard = standard;
		this.most = most;
	}

	/** A quota group answered 429. */
	public void cool(String quotaGroup, @Nullable Duration asked) {
		Duration wait = (asked != null) ? asked : this.standard;
		if (wait.compareTo(this.most) > 0) {
			wait = this.most;
		}
		long end = this.nanoClock.getAsLong() + wait.toNanos();
		this.until.merge(quotaGroup, end, (old, latest) -> (latest - old > 0) ? latest : old);
	}

	/** How long the group still wants to be left alone; zero when it may be asked. */
	public Duration remaining(String quotaGroup) {
		Long end = this.until.get(quotaGroup);
		if (end == null) {
			return Duration.ZERO;
		}
		long left = end - this.nanoClock.getAsLong();
		if (left > 0) {
			return Duration.ofNanos(left);
		}
		this.until.remove(quotaGroup, end);
		return Duration.ZERO;
	}

}
