package dev.serai.gateway.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts well-formed but wrong keys, and slows down the addresses that they come from:
 * each may send {@link #BURST} wrong keys, and then {@link #PER_SECOND} per second. A
 * valid key in memory is accepted without checking its address. Of more than
 * {@link #ADDRESSES} addresses the least recently seen are forgotten.
 */
public final class Guesses {

	/** How often {@link #report()} is to be called. */
	public static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

	static final int BURST = 50;

	static final int PER_SECOND = 5;

	static final int ADDRESSES = 10_000;

	private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);

	/** The number per minute from which it is logged; mistakes stay below. */
	private static final long WORTH_A_WORD = 2 * BURST;

	private final LongSupplier nanoClock;

	private final Cache<String, GuessLimit> limits;

	private final LongAdder malformed = new LongAdder();

	private final LongAdder wrong = new LongAdder();

	private final LongAdder slowed = new LongAdder();

	private long reported;

	/**
	 * @param nanoClock as {@link System#nanoTime}
	 */
	public Guesses(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.limits = Caffeine.newBuilder()
			.maximumSize(ADDRESSES)
			.expireAfterAccess(Duration.ofMinutes(5))
			.ticker(nanoClock::getAsLong)
			.build();
	}

	/**
	 * Returns the number of calls without a key or with a malformed one, which cost no
	 * look-up.
	 */
	public long malformed() {
		return this.malformed.sum();
	}

	/** Returns the number of calls with a wrong key. */
	public long wrong() {
		return this.wrong.sum();
	}

	/**
	 * Returns the number of calls that were refused after too many wrong keys from their
	 * address.
	 */
	public long slowed() {
		return this.slowed.sum();
	}

	void noKey() {
		this.malformed.increment();
	}

	/**
	 * Checks an address before a key is looked up that is not in memory.
	 * @throws CallRefused 429 {@code too_many_failures} after too many wrong keys from it
	 */
	void mayAsk(String origin) {
		GuessLimit limit = this.limits.getIfPresent(Origins.site(origin));
		if (limit != null && limit.left(this.nanoClock.getAsLong()) < 1) {
			throw tooMany();
		}
	}

	/**
	 * Counts a wrong key.
	 * @throws CallRefused as {@link #mayAsk}
	 */
	public void wrongFrom(String origin) {
		GuessLimit limit = this.limits.get(Origins.site(origin), site -> new GuessLimit(this.nanoClock.getAsLong()));
		if (!limit.take(this.nanoClock.getAsLong())) {
			throw tooMany();
		}
		this.wrong.increment();
	}

	private CallRefused tooMany() {
		this.slowed.increment();
		return new ApiError(429, "rate_limit_error", "too_many_failures",
				"Too many calls from your address had a key that is not valid. Check the key, then try again.", null,
				Duration.ofSeconds(1), true)
			.refused();
	}

	/** Logs many guesses. To be called by one thread. */
	public void report() {
		long sum = wrong() + slowed();
		long lately = sum - this.reported;
		this.reported = sum;
		if (lately >= WORTH_A_WORD) {
			LOG.warn("{} calls with a wrong key in the last minute, most of them from {}: someone may be guessing keys",
					lately, busiest());
		}
	}

	/** Returns the address whose limit is used up the most. */
	private String busiest() {
		return this.limits.asMap()
			.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.asked(), b.asked())))
			.map(Map.Entry::getKey)
			.orElse("many addresses");
	}

	/** The limit of wrong keys of one address. */
	private static final class GuessLimit {

		private static final long REFILL_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

		private double left = BURST;

		private long at;

		private long asked;

		GuessLimit(long now) {
			this.at = now;
		}

		synchronized double left(long now) {
			this.asked++;
			refill(now);
			return this.left;
		}

		synchronized boolean take(long now) {
			this.asked++;
			refill(now);
			if (this.left < 1) {
				return false;
			}
			this.left--;
			return true;
		}

		synchronized long asked() {
			return this.asked;
		}

		private void refill(long now) {
			this.left = Math.min(BURST, this.left + (double) Math.max(0, now - this.at) / REFILL_NANOS);
			this.at = now;
		}

	}

}
