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
 * Counts keys that look right and are not, and slows down the addresses that they come
 * from: each may be wrong {@link #BURST} times and then {@link #PER_SECOND} times a
 * second. Only who is wrong is slowed: a key that is in memory and right is not asked for
 * its address. Of more addresses than {@link #ADDRESSES} those are forgotten that were
 * not heard of for the longest time.
 */
public final class Guesses {

	/** How often {@link #report()} is to be called. */
	public static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

	static final int BURST = 50;

	static final int PER_SECOND = 5;

	static final int ADDRESSES = 10_000;

	private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);

	/** As many in a minute as no mistake makes. */
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

	/** Calls without a key, or with one that cannot be one. They cost nothing. */
	public long malformed() {
		return this.malformed.sum();
	}

	/** Calls with a wrong key. */
	public long wrong() {
		return this.wrong.sum();
	}

	/** Calls that were refused because too many from there had been wrong. */
	public long slowed() {
		return this.slowed.sum();
	}

	void noKey() {
		this.malformed.increment();
	}

	/**
	 * Asked before a key is looked up that is not in memory.
	 * @throws CallRefused 429 {@code too_many_failures} when the address has been wrong
	 * too often
	 */
	void mayAsk(String origin) {
		GuessLimit limit = this.limits.getIfPresent(Origins.site(origin));
		if (limit != null && limit.left(this.nanoClock.getAsLong()) < 1) {
			throw tooMany();
		}
	}

	/**
	 * A key was wrong.
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

	/** Says in the log if many guessed. One thread's task. */
	public void report() {
		long sum = wrong() + slowed();
		long lately = sum - this.reported;
		this.reported = sum;
		if (lately >= WORTH_A_WORD) {
			LOG.warn("Keys are being guessed: {} calls with a wrong key in the last minute, most from {}", lately,
					busiest());
		}
	}

	/** Whose limit is the most used up. */
	private String busiest() {
		return this.limits.asMap()
			.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.asked(), b.asked())))
			.map(Map.Entry::getKey)
			.orElse("many addresses");
	}

	/** How often one address may be wrong. */
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
