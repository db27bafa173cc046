package dev.serai.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.serai.budget.BudgetBooks.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Shares what is left of some accounts among the calls that wait for them, first come,
 * first served, and takes some more in advance: at most a tenth of what then remains, and
 * nothing at all where that would not pay for another call. So nodes lease call by call
 * where a limit is near.
 */
final class Sharing {

	private static final BigDecimal TENTH = new BigDecimal("0.1");

	/** Enough for as many batches like this one. */
	private static final BigDecimal AHEAD = BigDecimal.valueOf(50);

	private static final int SCALE = 12;

	private final List<Waiter> waiters;

	private final List<@Nullable Shortfall> shortfalls;

	private List<BigDecimal> amounts = List.of();

	private boolean uncounted;

	Sharing(List<Waiter> waiters) {
		this.waiters = waiters;
		this.shortfalls = new ArrayList<>(waiters.size());
	}

	/** Whether a window was not counted for: nothing was shared then. */
	boolean isUncounted() {
		return this.uncounted;
	}

	/** How much was leased for each account. */
	List<BigDecimal> amounts() {
		return this.amounts;
	}

	/** Why a waiter gets nothing; null when it gets all that it needs. */
	@Nullable Shortfall shortfall(int waiter) {
		return this.shortfalls.get(waiter);
	}

	/** Shares once every window is counted for. */
	List<BigDecimal> share(List<@Nullable Standing> standings) {
		this.uncounted = standings.contains(null);
		return this.uncounted ? standings.stream().map(s -> BigDecimal.ZERO).toList() : shareAmong(standings);
	}

	/** Shares; a window that is not counted for belongs to a budget that is gone. */
	List<BigDecimal> shareAmong(List<@Nullable Standing> standings) {
		this.shortfalls.clear();
		BigDecimal[] given = new BigDecimal[standings.size()];
		Arrays.fill(given, BigDecimal.ZERO);
		int served = 0;
		for (Waiter waiter : this.waiters) {
			Shortfall shortfall = shortfall(waiter, standings, given);
			this.shortfalls.add(shortfall);
			if (shortfall == null) {
				served++;
				for (int i = 0; i < given.length; i++) {
					given[i] = given[i].add(waiter.needs[i]);
				}
			}
		}
		List<BigDecimal> all = new ArrayList<>(given.length);
		for (int i = 0; i < given.length; i++) {
			Standing standing = standings.get(i);
			all.add((standing != null) ? given[i].add(ahead(standing, given[i], served)) : given[i]);
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

	private static BigDecimal ahead(Standing standing, BigDecimal given, int served) {
		if (given.signum() == 0) {
			return BigDecimal.ZERO;
		}
		BigDecimal most = standing.remainingUsd().subtract(given).multiply(TENTH);
		BigDecimal amount = most.min(given.multiply(AHEAD)).setScale(SCALE, RoundingMode.DOWN);
		return (amount.multiply(BigDecimal.valueOf(served)).compareTo(given) >= 0) ? amount : BigDecimal.ZERO;
	}

}
