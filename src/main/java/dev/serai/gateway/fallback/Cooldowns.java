package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Tracks accounts that are excluded for a while because their provider asked for it. A
 * later, shorter time never shortens an earlier one.
 */
public final class Cooldowns {

	private final ConcurrentHashMap<String, Long> until = new ConcurrentHashMap<>();

	/** When the cooldown of accounts without quota ends. */
	private final ConcurrentHashMap<String, Long> spentUntil = new ConcurrentHashMap<>();

	private final LongSupplier nanoClock;

	private final Duration standard;

	private final Duration most;

	/**
	 * @param nanoClock counts nanoseconds, as {@link System#nanoTime}
	 * @param standard the cooldown where the provider names none
	 * @param most the longest cooldown that is accepted
	 */
	public Cooldowns(LongSupplier nanoClock, Duration standard, Duration most) {
		this.nanoClock = nanoClock;
		this.standard = standard;
		this.most = most;
	}

	/**
	 * Starts the cooldown of a quota group whose provider reported a rate limit or
	 * overload.
	 */
	public void cool(String quotaGroup, @Nullable Duration asked) {
		rest(this.until, quotaGroup, (asked != null) ? asked : this.standard);
	}

	/**
	 * Starts the cooldown of a quota group that has no money or quota left. That rarely
	 * passes within seconds, so without a time from the provider it is the longest
	 * cooldown.
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

	/** Returns whether the group is cooling down because it has no quota left. */
	public boolean isSpent(String quotaGroup) {
		return !remaining(this.spentUntil, quotaGroup).isZero();
	}

	/** Returns the rest of the group's cooldown; zero when it may be called. */
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
