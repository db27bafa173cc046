package dev.serai.gateway.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.serai.gateway.budget.BudgetBooks.Opening;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodic work for budgets: renews and returns leases, reads changes, and opens windows
 * before they begin.
 */
public final class BudgetKeeping {

	/** How often {@link #tick()} is to be called. */
	public static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Logger LOG = LoggerFactory.getLogger(BudgetKeeping.class);

	private static final int REFRESH = 2;

	private static final int RENEW = 5;

	private static final int RELOAD = 30;

	private static final Duration AHEAD = Duration.ofMinutes(10);

	private final Budgets budgets;

	private final BudgetLeases leases;

	private final Reservations reservations;

	private final BudgetBooks books;

	private final BooleanSupplier written;

	private final Clock clock;

	private Set<Opening> opened = new HashSet<>();

	private long ticks;

	private boolean freed;

	public BudgetKeeping(Budgets budgets, BudgetLeases leases, Reservations reservations, BudgetBooks books,
			BooleanSupplier written, Clock clock) {
		this.budgets = budgets;
		this.leases = leases;
		this.reservations = reservations;
		this.books = books;
		this.written = written;
		this.clock = clock;
	}

	/** Does one round. To be called by one thread, every {@link #INTERVAL}. */
	public void tick() {
		try {
			keep();
		}
		catch (CallRefused ex) {
			LOG.debug("The store of budgets cannot be reached; once the leased amounts are used up, calls get 503");
		}
		catch (RuntimeException ex) {
			// Rethrown, it would end the schedule that calls this.
			LOG.error("The periodic work for budgets failed", ex);
		}
		this.ticks++;
	}

	private void keep() {
		if (this.ticks % RENEW == 0) {
			this.leases.renew();
		}
		if (this.ticks % RELOAD == 0) {
			this.budgets.reload();
		}
		else if (this.ticks % REFRESH == 0) {
			this.budgets.refresh();
		}
		this.leases.balance();
		freeOwnLeases();
		if (this.ticks % RENEW == 0) {
			openWindows();
			this.reservations.lookForRecorded();
		}
	}

	/**
	 * Ends the leases of earlier runs of this node once their records are in the ledger;
	 * until then they stay and expire by themselves.
	 */
	private void freeOwnLeases() {
		if (!this.freed && this.written.getAsBoolean()) {
			this.books.freeOwnLeases();
			this.freed = true;
		}
	}

	private void openWindows() {
		Instant now = this.clock.instant();
		Instant soon = now.plus(AHEAD);
		Set<Opening> wanted = new HashSet<>();
		for (Budget budget : this.budgets.all()) {
			wanted.add(new Opening(budget.id(), budget.window(now)));
			wanted.add(new Opening(budget.id(), budget.window(soon)));
		}
		List<Opening> missing = new ArrayList<>(wanted);
		missing.removeAll(this.opened);
		if (!missing.isEmpty()) {
			this.books.open(missing);
		}
		this.opened = wanted;
	}

}
