package dev.serai.budget;

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

import dev.serai.budget.BudgetBooks.Lease;
import dev.serai.budget.BudgetBooks.Opening;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;

/**
 * What this node may spend. A call takes its worst case from every account that it falls
 * under, or from none; mostly that is a sum in memory. Where too little is at hand, the
 * calls that wait for the same accounts are served together by one transaction on the
 * books. Nobody waits for that longer than {@link #PATIENCE}, and accounts that others
 * hold locked delay no other ones.
 */
final class Allowances implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMillis(250);

	/** Less than the books' time for a lease, which began later than ours. */
	private static final Duration GOOD_FOR = Duration.ofSeconds(BudgetBooks.LEASE_SECONDS - 5);

	/** Transactions at a time. */
	private static final int WORKERS = 4;

	private final BudgetBooks books;

	private final LongSupplier nanoClock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Those that calls are given. */
	private final Map<Opening, Account> current = new HashMap<>();

	/** Those and the ones that only wait for what was taken from them to come back. */
	private final Set<Account> all = new HashSet<>();

	private final Map<List<Account>, Queue> queues = new HashMap<>();

	private final Set<UUID> ended = new HashSet<>();

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1_000), Thread.ofPlatform().daemon().name("budget-lease-", 0).factory());

	Allowances(BudgetBooks books, LongSupplier nanoClock) {
		this.books = books;
		this.nanoClock = nanoClock;
		this.workers.allowCoreThreadTimeOut(true);
	}

	/** The accounts of budgets for a moment, in the order in which they are locked. */
	List<Account> accounts(List<Budget> budgets, Instant at) {
		List<Account> accounts = new ArrayList<>(budgets.size());
		long now = this.nanoClock.getAsLong();
		this.lock.lock();
		try {
			for (Budget budget : budgets) {
				Opening opening = new Opening(budget.id(), budget.window(at));
				Account account = this.current.get(opening);
				if (account == null || account.goodUntilNanos - now <= 0 || !account.budget.equals(budget)) {
					// What the old one's calls have taken stays with it.
					account = new Account(budget, opening.window(), now + GOOD_FOR.toNanos());
					this.current.put(opening, account);
					this.all.add(account);
				}
				account.touched = true;
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
	 * @return why not; empty when it was taken
	 * @throws CallRefused 503 when that cannot be known now
	 */
	Optional<Shortfall> take(List<Account> accounts, BigDecimal amount) {
		Waiter waiter;
		Queue toServe = null;
		long now = this.nanoClock.getAsLong();
		this.lock.lock();
		try {
			if (takeAtHand(accounts, amount, now)) {
				return Optional.empty();
			}
			if (accounts.stream().anyMatch(account -> account.closed)) {
				throw unavailable();
			}
			waiter = new Waiter(accounts, amount, now);
			Queue queue = this.queues.computeIfAbsent(accounts, Queue::new);
			queue.waiters.add(waiter);
			if (!queue.served) {
				queue.served = true;
				toServe = queue;
			}
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
			account.touched = true;
			if (account.closed || (amount.signum() > 0 && amount.compareTo(account.free(now)) > 0)) {
				return false;
			}
		}
		accounts.forEach(account -> account.use(amount));
		return true;
	}

	/** Adds to what was taken before, or takes it off; nobody is asked. */
	void adjust(List<Account> accounts, BigDecimal difference) {
		locked(() -> accounts.forEach(account -> account.use(difference)));
	}

	/** So much of what was taken is in the ledger, and off the leases. */
	void recorded(List<Account> accounts, BigDecimal amount) {
		locked(() -> accounts.forEach(account -> account.recorded(amount)));
	}

	private Optional<Shortfall> await(Waiter waiter) {
		try {
			return waiter.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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
				this.queues.remove(queue.accounts);
			});
		}
	}

	private void serve(Queue queue) {
		while (true) {
			List<Waiter> batch;
			this.lock.lock();
			try {
				batch = queue.drain();
				if (batch.isEmpty()) {
					this.queues.remove(queue.accounts);
					return;
				}
			}
			finally {
				this.lock.unlock();
			}
			try {
				serve(queue.accounts, batch);
			}
			catch (RuntimeException ex) {
				locked(() -> batch.forEach(waiter -> waiter.failed(ex)));
			}
		}
	}

	private void serve(List<Account> accounts, List<Waiter> batch) {
		long start = this.nanoClock.getAsLong();
		List<Lease> leases = accounts.stream().map(account -> account.lease).toList();
		Sharing sharing = new Sharing(batch);
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
	 * Gives back what nobody has asked for since the last time. One thread's task, every
	 * second.
	 */
	void giveBackIdle() {
		Map<UUID, BigDecimal> amounts = new HashMap<>();
		List<UUID> toEnd = new ArrayList<>();
		locked(() -> {
			for (Account account : List.copyOf(this.all)) {
				if (account.isIdle()) {
					account.closed = true;
					this.all.remove(account);
					this.current.remove(new Opening(account.budget.id(), account.lease.window()), account);
					this.ended.add(account.lease.id());
				}
				else if (!account.touched || !isCurrent(account)) {
					giveBack(account, amounts);
				}
				account.touched = false;
			}
			toEnd.addAll(this.ended);
		});
		if (!amounts.isEmpty()) {
			this.books.giveBack(amounts);
		}
		if (!toEnd.isEmpty()) {
			this.books.end(toEnd);
			locked(() -> this.ended.removeAll(toEnd));
		}
	}

	private boolean isCurrent(Account account) {
		return this.current.get(new Opening(account.budget.id(), account.lease.window())) == account;
	}

	private static void giveBack(Account account, Map<UUID, BigDecimal> amounts) {
		BigDecimal unused = account.unused();
		if (unused.signum() > 0 && account.waiting == 0) {
			account.leased = account.leased.subtract(unused);
			amounts.put(account.lease.id(), unused);
		}
	}

	/**
	 * Gives back all that calls have not taken, because these budgets have changed: what
	 * is asked of them next is asked of the books.
	 */
	void changed(Collection<UUID> budgets) {
		Map<UUID, BigDecimal> amounts = new HashMap<>();
		locked(() -> this.all.stream()
			.filter(account -> budgets.contains(account.budget.id()))
			.forEach(account -> giveBack(account, amounts)));
		if (!amounts.isEmpty()) {
			this.books.giveBack(amounts);
		}
	}

	/** Makes all leases last anew. One thread's task, every few seconds. */
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

	/** Others may have leased what this node had not taken; what was taken is spent. */
	private void revive(Account account) {
		BigDecimal[] amount = new BigDecimal[1];
		locked(() -> {
			this.current.remove(new Opening(account.budget.id(), account.lease.window()), account);
			account.leased = account.used;
			amount[0] = account.used;
		});
		if (amount[0].signum() > 0) {
			this.books.revive(account.lease, amount[0]);
		}
	}

	/** Amounts that calls have taken and that the ledger does not hold yet. */
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

	@Override
	public void close() {
		this.workers.shutdownNow();
	}

	/** Calls that wait for the same accounts. */
	private static final class Queue {

		final List<Account> accounts;

		private List<Waiter> waiters = new ArrayList<>();

		private boolean served;

		Queue(List<Account> accounts) {
			this.accounts = accounts;
		}

		List<Waiter> drain() {
			List<Waiter> drained = this.waiters;
			this.waiters = new ArrayList<>();
			return drained;
		}

	}

}
