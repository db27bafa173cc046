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
 * The budgets as last read. A change takes effect at once on the node that makes it, and
 * on others within the interval of {@link #refresh()}; other changes, such as a team's
 * time zone, take effect with the next {@link #reload()}.
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
	 * Returns the hard budgets that apply to a call.
	 * @throws CallRefused 503 before any could be read
	 */
	List<Budget> over(Caller caller, @Nullable String feature) {
		if (this.board.get() == Board.UNKNOWN) {
			readFirst();
		}
		return this.board.get().over(caller, feature);
	}

	/**
	 * Reads the budgets for a call that came before they were read; only one call reads,
	 * the others do not wait.
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

	/** Returns all budgets. */
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
			// The version is read first: a change in between is read again next time.
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

	/** Returns the refusal of a call that the budgets do not cover. */
	static ApiError exceeded(String message) {
		return ApiError.of(429, "insufficient_quota", "budget_exceeded", message);
	}

}
