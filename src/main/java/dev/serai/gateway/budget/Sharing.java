package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.serai.gateway.budget.BudgetBooks.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Divides what is left of accounts among the calls that wait for them, first come, first
 * served. Then it leases some in advance, as each account wishes: at most a tenth of the
 * rest, and nothing where that would not cover another call. So near a limit nodes lease
 * call by call.
 */
final class Sharing {

	private static final BigDecimal TENTH = new BigDecimal("0.1");

	private static final int SCALE = 12;

	private final List<Waiter> waiters;

	private final List<Wish> wishes;

	private final List<@Nullable Shortfall> shortfalls;

	private List<BigDecimal> amounts = List.of();

	private boolean uncounted;

	/**
	 * @param waiters the waiting calls, in order
	 * @param wishes for each account what to lease in advance
	 */
	Sharing(List<Waiter> waiters, List<Wish> wishes) {
		this.waiters = waiters;
		this.wishes = wishes;
		this.shortfalls = new ArrayList<>(waiters.size());
	}

	/** Returns whether a window was not counted; then nothing was shared. */
	boolean isUncounted() {
		return this.uncounted;
	}

	/** Returns the amount to lease for each account. */
	List<BigDecimal> amounts() {
		return this.amounts;
	}

	/** Returns why a waiter gets nothing; null when it gets all that it needs. */
	@Nullable Shortfall shortfall(int waiter) {
		return this.shortfalls.get(waiter);
	}

	/** Divides, if every window is counted. */
	List<BigDecimal> share(List<@Nullable Standing> standings) {
		this.uncounted = standings.contains(null);
		return this.uncounted ? standings.stream().map(s -> BigDecimal.ZERO).toList() : shareAmong(standings);
	}

	/** Divides; a window that is not counted belongs to a deleted budget. */
	List<BigDecimal> shareAmong(List<@Nullable Standing> standings) {
		this.shortfalls.clear();
		BigDecimal[] given = new BigDecimal[standings.size()];
		Arrays.fill(given, BigDecimal.ZERO);
		for (Waiter waiter : this.waiters) {
			Shortfall shortfall = shortfall(waiter, standings, given);
			this.shortfalls.add(shortfall);
			if (shortfall == null) {
				for (int i = 0; i < given.length; i++) {
					given[i] = given[i].add(waiter.needs[i]);
				}
			}
		}
		List<BigDecimal> all = new ArrayList<>(given.length);
		for (int i = 0; i < given.length; i++) {
			Standing standing = standings.get(i);
			all.add((standing != null) ? given[i].add(ahead(standing, given[i], this.wishes.get(i))) : given[i]);
		}
		this.amounts = all;
		return all;
	}

	private static @Nullable Shortfall shortfall(Waiter waiter, List<@Nullable Standing> standings,
			BigDecimal[] given) {
		for (int i = 0; i < given.length; i++) {
			Standing standing = standings.get(i);
			if (standing != null && waiter.needs[i].signum() > 0) {
				BigDecimal left = standing.remainingUsd().subtract(given[i]);
				if (waiter.needs[i].compareTo(left) > 0) {
					Account account = waiter.accounts.get(i);
					return new Shortfall(account.budget, account.lease.window(), standing.limitUsd(),
							left.add(waiter.atHand(i)).max(BigDecimal.ZERO));
				}
			}
		}
		return null;
	}

	private static BigDecimal ahead(Standing standing, BigDecimal given, Wish wish) {
		BigDecimal most = inAdvance(standing.remainingUsd().subtract(given));
		return (most.compareTo(wish.least()) >= 0) ? most.min(wish.ahead()) : BigDecimal.ZERO;
	}

	/** Returns the most that one node may lease of the rest in advance. */
	static BigDecimal inAdvance(BigDecimal remaining) {
		return remaining.multiply(TENTH).setScale(SCALE, RoundingMode.DOWN).max(BigDecimal.ZERO);
	}

	/**
	 * What to lease in advance.
	 *
	 * @param ahead the amount, or 0
	 * @param least the smallest useful amount; below it nothing is leased
	 */
	record Wish(BigDecimal ahead, BigDecimal least) {
	}

}
