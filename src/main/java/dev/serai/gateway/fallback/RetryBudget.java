package dev.serai.gateway.fallback;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps retries from making an outage worse: within about ten seconds at most a fifth of
 * the first attempts may be retried on the deployment that failed, but at least three.
 */
public final class RetryBudget {

	private static final long FLOOR = 3_000;

	private static final long CAP = 100_000;

	private static final long PER_FIRST_ATTEMPT = 200;

	private static final long PER_RETRY = 1_000;

	private static final long REFILL_NANOS = 10_000_000_000L;

	private final LongSupplier nanoClock;

	/** In thousandths of a retry. */
	private final AtomicLong balance = new AtomicLong(FLOOR);

	private final AtomicLong refilledAt;

	public RetryBudget(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.refilledAt = new AtomicLong(nanoClock.getAsLong());
	}

	public void firstAttempt() {
		if (this.balance.get() < CAP) {
			this.balance.addAndGet(PER_FIRST_ATTEMPT);
		}
	}

	/** Returns whether a retry is left. */
	public boolean hasAny() {
		refill();
		return this.balance.get() >= PER_RETRY;
	}

	/** Takes a retry. */
	public void take() {
		this.balance.addAndGet(-PER_RETRY);
	}

	private void refill() {
		long now = this.nanoClock.getAsLong();
		long last = this.refilledAt.get();
		if (now - last > REFILL_NANOS && this.refilledAt.compareAndSet(last, now)) {
			this.balance.accumulateAndGet(FLOOR, Math::max);
		}
	}

}
