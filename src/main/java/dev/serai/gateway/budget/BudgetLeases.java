package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import dev.serai.gateway.budget.BudgetBooks.Lease;
import dev.serai.gateway.budget.BudgetBooks.Opening;
import dev.serai.gateway.budget.BudgetBooks.Standing;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The amounts that this node may spend. A call takes its worst-case cost from every
 * account that it falls under, or from none; usually that is an addition in memory. Where
 * an account has too little, one transaction on the books serves all calls that wait for
 * the same accounts. No call waits for that longer than {@link #LONGEST_WAIT}, and
 * accounts whose rows others have locked delay no other accounts. Accounts in use are
 * kept filled, so that an outage of the books has no effect while much is left of a
 * budget.
 */
public final class BudgetLeases implements AutoCloseable {

	static final Duration LONGEST_WAIT = Duration.ofMillis(250);

	/** Shorter than the books' time for a lease, which starts later than this node's. */
	private static final Duration GOOD_FOR = BudgetBooks.LEASE.minusSeconds(5);

	/** Amounts leased in advance are returned when no call has come for this long. */
	private static final Duration QUIET = Duration.ofSeconds(10);

	private static final BigDecimal TWO = BigDecimal.valueOf(2);

	/** Concurrent transactions. */
	private static final int WORKERS = 4;

	private final BudgetBooks books;

	private final Duration outage;

	private final Duration quiet;

	private final LongSupplier nanoClock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Accounts that new calls use. */
	private final Map<Opening, Account> current = new HashMap<>();

	/** Those, and closed ones that still wait for their calls' amounts. */
	private final Set<Account> all = new HashSet<>();

	private final Map<List<Account>, Queue> queues = new HashMap<>();

	private final Set<UUID> ended = new HashSet<>();

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1_000), Thread.ofPlatform().daemon().name("budget-lease-", 0).factory());

	/**
	 * Starts without leases.
	 * @param outage the longest outage of the books that should have no effect
	 */
	public BudgetLeases(BudgetBooks books, Duration outage, LongSupplier nanoClock) {
		this.books = books;
		this.outage = outage;
		this.quiet = (outage.compareTo(QUIET) < 0) ? outage : QUIET;
		this.nanoClock = nanoClock;
		this.workers.allowCoreThreadTimeOut(true);
	}

	/** Returns the accounts of budgets at a moment, in locking order. */
	List<Account> accounts(List<Budget> budgets, Instant at) {
		List<Account> accounts = new ArrayList<>(budgets.size());
		long now = this.nanoClock.getAsLong();
		this.lock.lock();
		try {
			for (Budget budget : budgets) {
				Opening opening = new Opening(budget.id(), budget.window(at));
				Account account = this.current.get(opening);
				if (account == null || account.goodUntilNanos - now <= 0 || !account.budget.equals(budget)) {
					// What the old account's calls have taken stays with it.
					account = new Account(budget, opening.window(), now, now + GOOD_FOR.toNanos());
					this.current.put(opening, account);
					this.all.add(account);
				}
				accounts.add(account);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (accounts.size() > 1) {
			accounts.sort((a, b) -> a.lease.compareTo(b.lease));
		}
		return accounts;
	}

	/**
	 * Takes an amount from each account, or nothing from any.
	 * @return why it could not; empty when it was taken
	 * @throws CallRefused 503 when the books cannot be reached
	 */
	Optional<Shortfall> take(List<Account> accounts, BigDecimal amount) {
		Waiter waiter;
		Queue toServe = null;
		long now = this.nanoClock.getAsLong();
		this.lock.lock();
		try {
			accounts.forEach(account -> account.touch(amount, now));
			if (takeAtHand(accounts, amount, now)) {
				return Optional.empty();
			}
			if (accounts.stream().anyMatch(account -> account.closed)) {
				throw unavailable();
			}
			waiter = new Waiter(accounts, amount, now);
			Queue queue = this.queues.computeIfAbsent(accounts, Queue::new);
			queue.waiters.add(waiter);
			toServe = queue.isServed() ? null : queue;
		}
		finally {
			this.lock.unlock();
		}
		if (toServe != null) {
			begin(toServe);
		}
		return await(waiter);
	}

	private static boolean takeAtHand(List<Account> accounts, BigDecimal amount, long now) {
		for (Account account : accounts) {
			if (account.closed || (amount.signum() > 0 && amount.compareTo(account.free(now)) > 0)) {
				return false;
			}
		}
		accounts.forEach(account -> account.use(amount));
		return true;
	}

	/** Increases or reduces what was taken before, without a check. */
	void adjust(List<Account> accounts, BigDecimal difference) {
		locked(() -> accounts.forEach(account -> account.use(difference)));
	}

	/** Takes an amount that the ledger has now off the leases. */
	void recorded(List<Account> accounts, BigDecimal amount) {
		locked(() -> accounts.forEach(account -> account.recorded(amount)));
	}

	private Optional<Shortfall> await(Waiter waiter) {
		try {
			return waiter.answer().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return leave(waiter);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return leave(waiter);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof CallRefused refused) {
				throw refused;
			}
			throw new IllegalStateException("A budget could not be asked", ex.getCause());
		}
	}

	private Optional<Shortfall> leave(Waiter waiter) {
		this.lock.lock();
		try {
			if (waiter.leaves()) {
				throw unavailable();
			}
		}
		finally {
			this.lock.unlock();
		}
		return waiter.answer().join();
	}

	static CallRefused unavailable() {
		return ApiError
			.unavailable("dependency_unavailable", "The budget cannot be checked now. Try again.",
					Duration.ofSeconds(1))
			.refused();
	}

	private void begin(Queue queue) {
		try {
			this.workers.execute(() -> serve(queue));
		}
		catch (RejectedExecutionException ex) {
			locked(() -> {
				queue.drain().forEach(waiter -> waiter.failed(unavailable()));
				filled(queue);
				this.queues.remove(queue.accounts);
			});
		}
	}

	private void serve(Queue queue) {
		while (true) {
			List<Waiter> batch;
			List<Sharing.Wish> wishes;
			this.lock.lock();
			try {
				batch = queue.drain();
				if (batch.isEmpty() && !queue.fill) {
					this.queues.remove(queue.accounts);
					return;
				}
				wishes = queue.accounts.stream().map(this::wish).toList();
			}
			finally {
				this.lock.unlock();
			}
			try {
				serve(queue.accounts, batch, wishes);
			}
			catch (RuntimeException ex) {
				// Leases in advance are tried again one second later.
				locked(() -> batch.forEach(waiter -> waiter.failed(ex)));
			}
			locked(() -> filled(queue));
		}
	}

	private static void filled(Queue queue) {
		if (queue.fill) {
			queue.fill = false;
			queue.accounts.forEach(account -> account.waiting--);
		}
	}

	private Sharing.Wish wish(Account account) {
		return new Sharing.Wish(account.wanted(this.outage).subtract(account.unused()).max(BigDecimal.ZERO),
				account.largest());
	}

	private void serve(List<Account> accounts, List<Waiter> batch, List<Sharing.Wish> wishes) {
		long start = this.nanoClock.getAsLong();
		List<Lease> leases = accounts.stream().map(account -> account.lease).toList();
		Sharing sharing = new Sharing(batch, wishes);
		this.books.lease(leases, sharing::share);
		if (sharing.isUncounted()) {
			this.books.open(leases.stream().map(lease -> new Opening(lease.budgetId(), lease.window())).toList());
			this.books.lease(leases, sharing::shareAmong);
		}
		locked(() -> {
			for (int i = 0; i < accounts.size(); i++) {
				Account account = accounts.get(i);
				account.leased = account.leased.add(sharing.amounts().get(i));
				if (sharing.amounts().get(i).signum() > 0) {
					account.goodUntilNanos = start + GOOD_FOR.toNanos();
				}
			}
			for (int i = 0; i < batch.size(); i++) {
				Shortfall shortfall = sharing.shortfall(i);
				if (shortfall == null) {
					batch.get(i).granted();
				}
				else {
					batch.get(i).refused(shortfall);
				}
			}
		});
	}

	/**
	 * Adjusts what is leased in advance to what the next outage of the books may need:
	 * leases more where calls use it up, returns the surplus, and returns all of it where
	 * no calls come any more. To be called by one thread, every second.
	 */
	void balance() {
		List<Account> held = new ArrayList<>();
		List<UUID> toEnd = new ArrayList<>();
		long now = this.nanoClock.getAsLong();
		locked(() -> {
			for (Account account : List.copyOf(this.all)) {
				account.measure(now);
				if (account.isEmpty() && account.isQuiet(this.quiet, now)) {
					account.closed = true;
					this.all.remove(account);
					this.current.remove(opening(account), account);
					this.ended.add(account.lease.id());
				}
				else {
					held.add(account);
				}
			}
			toEnd.addAll(this.ended);
		});
		if (!held.isEmpty()) {
			balance(held, now);
		}
		if (!toEnd.isEmpty()) {
			this.books.end(toEnd);
			locked(() -> this.ended.removeAll(toEnd));
		}
	}

	private void balance(List<Account> held, long now) {
		// Queried first, so that in an outage nothing is returned that may be needed.
		List<@Nullable Standing> standings = this.books.standings(held.stream().map(BudgetLeases::opening).toList());
		Map<UUID, BigDecimal> surplus = new HashMap<>();
		List<Queue> toServe = new ArrayList<>();
		locked(() -> {
			for (int i = 0; i < held.size(); i++) {
				Account account = held.get(i);
				BigDecimal most = most(account, standings.get(i), now);
				BigDecimal unused = account.unused();
				if (unused.compareTo(most.multiply(TWO)) > 0) {
					giveBack(account, unused.subtract(most), surplus);
				}
				else if (unused.multiply(TWO).compareTo(most) < 0 && account.goodUntilNanos - now > 0) {
					fill(account, toServe);
				}
			}
		});
		if (!surplus.isEmpty()) {
			this.books.giveBack(surplus);
		}
		toServe.forEach(this::begin);
	}

	/** Returns the most to lease of an account in advance. */
	private BigDecimal most(Account account, @Nullable Standing standing, long now) {
		if (standing == null || !isCurrent(account) || account.isQuiet(this.quiet, now)) {
			return BigDecimal.ZERO;
		}
		BigDecimal share = Sharing.inAdvance(standing.remainingUsd().add(account.unused()));
		return (share.compareTo(account.largest()) >= 0) ? share.min(account.wanted(this.outage)) : BigDecimal.ZERO;
	}

	private void fill(Account account, List<Queue> toServe) {
		Queue queue = this.queues.computeIfAbsent(List.of(account), Queue::new);
		if (!queue.fill) {
			queue.fill = true;
			account.waiting++;
		}
		if (!queue.isServed()) {
			toServe.add(queue);
		}
	}

	private boolean isCurrent(Account account) {
		return this.current.get(opening(account)) == account;
	}

	private static Opening opening(Account account) {
		return new Opening(account.budget.id(), account.lease.window());
	}

	private static void giveBack(Account account, BigDecimal amount, Map<UUID, BigDecimal> amounts) {
		if (amount.signum() > 0 && account.waiting == 0) {
			account.leased = account.leased.subtract(amount);
			amounts.put(account.lease.id(), amount);
		}
	}

	/**
	 * Returns everything that calls have not taken, because these budgets have changed;
	 * later calls lease again.
	 */
	void changed(Collection<UUID> budgets) {
		Map<UUID, BigDecimal> amounts = new HashMap<>();
		locked(() -> this.all.stream()
			.filter(account -> budgets.contains(account.budget.id()))
			.forEach(account -> giveBack(account, account.unused(), amounts)));
		if (!amounts.isEmpty()) {
			this.books.giveBack(amounts);
		}
	}

	/** Renews all leases. To be called by one thread, every few seconds. */
	void renew() {
		long start = this.nanoClock.getAsLong();
		List<Account> before = new ArrayList<>();
		locked(() -> this.all.stream().filter(account -> account.leased.signum() > 0).forEach(before::add));
		if (before.isEmpty()) {
			return;
		}
		Set<UUID> lasting = this.books.renew();
		for (Account account : before) {
			if (lasting.contains(account.lease.id())) {
				locked(() -> account.goodUntilNanos = Math.max(account.goodUntilNanos, start + GOOD_FOR.toNanos()));
			}
			else {
				revive(account);
			}
		}
	}

	/**
	 * Other nodes may have leased what this node had not taken; what was taken is spent
	 * and has to be restored.
	 */
	private void revive(Account account) {
		BigDecimal[] amount = new BigDecimal[1];
		locked(() -> {
			this.current.remove(opening(account), account);
			account.leased = account.used;
			amount[0] = account.used;
		});
		if (amount[0].signum() > 0) {
			this.books.revive(account.lease, amount[0]);
		}
	}

	/**
	 * Returns the amounts that calls have taken and that the ledger does not contain yet.
	 */
	BigDecimal used() {
		BigDecimal[] sum = { BigDecimal.ZERO };
		locked(() -> this.all.forEach(account -> sum[0] = sum[0].add(account.used)));
		return sum[0];
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns what was leased in advance, so that other nodes can use it at once. */
	@Override
	public void close() {
		this.workers.shutdownNow();
		Map<UUID, BigDecimal> amounts = new HashMap<>();
		locked(() -> this.all.forEach(account -> giveBack(account, account.unused(), amounts)));
		if (amounts.isEmpty()) {
			return;
		}
		try {
			this.books.giveBack(amounts);
		}
		catch (CallRefused ex) {
			// Ignored: the database cannot be reached, and the leases expire by
			// themselves.
		}
	}

	/** Calls that wait for the same accounts. Guarded by the lock. */
	private static final class Queue {

		final List<Account> accounts;

		private List<Waiter> waiters = new ArrayList<>();

		/** Whether to lease in advance, even when no call waits. */
		private boolean fill;

		private boolean served;

		Queue(List<Account> accounts) {
			this.accounts = accounts;
		}

		/** Returns whether a worker serves the queue already, and marks it as served. */
		boolean isServed() {
			boolean before = this.served;
			this.served = true;
			return before;
		}

		List<Waiter> drain() {
			List<Waiter> drained = this.waiters;
			this.waiters = new ArrayList<>();
			return drained;
		}

	}

}
