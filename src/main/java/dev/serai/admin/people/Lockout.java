package dev.serai.admin.people;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Delays password guessing. An attempt counts as failed until it succeeds, so parallel
 * attempts gain nothing. Attempts at an account from one address are delayed by up to a
 * minute, without affecting its owner elsewhere. If many addresses guess at the account,
 * the account itself is delayed by up to a minute. An address, which a whole office may
 * share, is delayed later and by up to a quarter of an hour. Each node counts separately.
 */
public final class Lockout {

	private static final int TRACKED = 20_000;

	private static final Duration MEMORY = Duration.ofMinutes(30);

	private static final Limit GUESSER = new Limit(5, Duration.ofMinutes(1));

	private static final Limit ACCOUNT = new Limit(50, Duration.ofMinutes(1));

	private static final Limit ADDRESS = new Limit(100, Duration.ofMinutes(15));

	private final LongSupplier nanoClock;

	private final Cache<Guesser, Failures> guessers;

	private final Cache<String, Failures> accounts;

	private final Cache<String, Failures> addresses;

	public Lockout(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.guessers = tracked(nanoClock);
		this.accounts = tracked(nanoClock);
		this.addresses = tracked(nanoClock);
	}

	/**
	 * Starts an attempt.
	 * @throws CallRefused 429 {@code too_many_attempts} when it comes too soon
	 */
	void attempt(String account, String address) {
		long now = this.nanoClock.getAsLong();
		Guesser guesser = new Guesser(account, address);
		refuseUntil(now, blockedUntil(this.guessers, guesser, now));
		refuseUntil(now, blockedUntil(this.accounts, account, now));
		refuseUntil(now, blockedUntil(this.addresses, address, now));
		count(this.guessers, guesser, GUESSER, now);
		count(this.accounts, account, ACCOUNT, now);
		count(this.addresses, address, ADDRESS, now);
	}

	/** Ends a successful attempt and resets its counters. */
	void succeeded(String account, String address) {
		this.guessers.invalidate(new Guesser(account, address));
		this.accounts.invalidate(account);
		this.addresses.asMap().computeIfPresent(address, (key, failures) -> failures.oneLess());
	}

	private static <K> long blockedUntil(Cache<K, Failures> cache, K key, long now) {
		Failures failures = cache.getIfPresent(key);
		return (failures != null) ? failures.blockedUntil() : now;
	}

	private static void refuseUntil(long now, long until) {
		if (until - now > 0) {
			Duration wait = Duration.ofNanos(until - now);
			throw new ApiError(429, "rate_limit_error", "too_many_attempts",
					"Too many attempts to sign in have failed. Try again later.", null, wait, false)
				.refused();
		}
	}

	private static <K> void count(Cache<K, Failures> cache, K key, Limit limit, long now) {
		cache.asMap().compute(key, (ignored, before) -> {
			int number = (before != null) ? before.number() + 1 : 1;
			return new Failures(number, now + limit.waitAfter(number).toNanos());
		});
	}

	private static <K> Cache<K, Failures> tracked(LongSupplier nanoClock) {
		return Caffeine.newBuilder().maximumSize(TRACKED).expireAfterWrite(MEMORY).ticker(nanoClock::getAsLong).build();
	}

	/** An account and the address of the attempts. */
	private record Guesser(String account, String address) {
	}

	/**
	 * Recent failures.
	 *
	 * @param blockedUntil nanoseconds of the clock
	 */
	private record Failures(int number, long blockedUntil) {

		Failures oneLess() {
			return new Failures(Math.max(0, this.number - 1), this.blockedUntil);
		}

	}

	/**
	 * The delay: a second after some failures, then doubled each time.
	 *
	 * @param free the number of failures without a delay
	 */
	private record Limit(int free, Duration longest) {

		Duration waitAfter(int failures) {
			if (failures < this.free) {
				return Duration.ZERO;
			}
			long seconds = 1L << Math.min(20, failures - this.free);
			return (seconds < this.longest.toSeconds()) ? Duration.ofSeconds(seconds) : this.longest;
		}

	}

}
