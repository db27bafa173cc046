package dev.serai.gateway.fallback;

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

	/** The end of the rest of accounts that have no quota left. */
	private final ConcurrentHashMap<String, Long> spentUntil = new ConcurrentHashMap<>();

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

	/** A quota group is asked too fast. */
	public void cool(String quotaGroup, @Nullable Duration asked) {
		rest(this.until, quotaGroup, (asked != null) ? asked : this.standard);
	}

	/**
	 * A quota group has no money or no quota left. That does not pass within seconds, so
	 * it rests for the longest time where its provider names none.
	 */
	public void spent(String quotaGroup, @Nullable Duration asked) {
		Duration wait = (asked != null) ? asked : this.most;
		rest(this.until, quotaGroup, wait);
		rest(this.spentUntil, quotaGroup, wait);
	}

	private void rest(ConcurrentHashMap<String, Long> ends, String quotaGroup, Duration wait) {
		Duration bounded = (wait.compareTo(this.most) > 0) ? this.most : wait;
		long end = this.nanoClock.getAsLong() + bounded.toNanos();
		ends.merge(quotaGroup, end, (old, latest) -> (latest - old > 0) ? latest : old);
	}

	/** Whether the group rests because it has no quota left. */
	public boolean isSpent(String quotaGroup) {
		return !remaining(this.spentUntil, quotaGroup).isZero();
	}

	/** How long the group still wants to be left alone; zero when it may be asked. */
	public Duration remaining(String quotaGroup) {
		return remaining(this.until, quotaGroup);
	}

	private Duration remaining(ConcurrentHashMap<String, Long> ends, String quotaGroup) {
		Long end = ends.get(quotaGroup);
		if (end == null) {
			return Duration.ZERO;
		}
		long left = end - this.nanoClock.getAsLong();
		if (left > 0) {
			return Duration.ofNanos(left);
		}
		ends.remove(quotaGroup, end);
		return Duration.ZERO;
	}

}
