package dev.serai.gateway.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import dev.serai.gateway.call.Caller;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The budgets as they were read last. A change is known on the node that makes it at
 * once, and on others within the interval of {@link #refresh()}; what changes by other
 * means, such as a team's time zone, with the next {@link #reload()}.
 */
public final class Budgets {

	private final BudgetDirectory directory;

	private final BudgetLeases leases;

	private final ReentrantLock reading = new ReentrantLock();

	private final AtomicReference<Board> board = new AtomicReference<>(Board.UNKNOWN);

	public Budgets(BudgetDirectory directory, BudgetLeases leases) {
		this.directory = directory;
		this.leases = leases;
	}

	/**
	 * The hard budgets that a call falls under.
	 * @throws CallRefused 503 before any could be read
	 */
	List<Budget> over(Caller caller, @Nullable String feature) {
		if (this.board.get() == Board.UNKNOWN) {
			readFirst();
		}
		return this.board.get().over(caller, feature);
	}

	/**
	 * A call has come before the budgets were read: one reads, the others do not wait.
	 */
	private void readFirst() {
		if (!this.reading.tryLock()) {
			throw BudgetLeases.unavailable();
		}
		try {
			reload();
		}
		finally {
			this.reading.unlock();
		}
	}

	/** All of them. */
	List<Budget> all() {
		return List.copyOf(this.board.get().all());
	}

	/**
	 * Reads the budgets if any has changed.
	 * @throws CallRefused 503 when they cannot be read
	 */
	void refresh() {
		if (this.directory.version() != this.board.get().version()) {
			reload();
		}
	}

	/**
	 * Reads the budgets.
	 * @throws CallRefused 503 when they cannot be read
	 */
	public void reload() {
		this.reading.lock();
		try {
			// In this order: what changes in between is read again next time.
			long version = this.directory.version();
			Board next = new Board(version, this.directory.list());
			Board before = this.board.getAndSet(next);
			List<UUID> changed = new ArrayList<>();
			for (Budget budget : before.all()) {
				if (!budget.equals(next.find(budget.id()))) {
					changed.add(budget.id());
				}
			}
			if (!changed.isEmpty()) {
				this.leases.changed(changed);
			}
		}
		finally {
			this.reading.unlock();
		}
	}

	/** The refusal of a call that cannot be paid for. */
	static ApiError exceeded(String message) {
		return ApiError.of(429, "insufficient_quota", "budget_exceeded", message);
	}

}
