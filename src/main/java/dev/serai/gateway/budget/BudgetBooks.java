package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The authority on what was spent and who may spend what: for all nodes the same. What a
 * node may spend is leased to it, for {@link #LEASE} at a time. Every method ends with
 * the refusal 503 {@code dependency_unavailable} while the books cannot be reached.
 */
public interface BudgetBooks {

	/** How long a lease lasts that is not renewed, by the books' own clock. */
	Duration LEASE = Duration.ofSeconds(90);

	/** Begins to count for those windows that are not counted for yet. */
	void open(Collection<Opening> openings);

	/**
	 * Adds to this node's leases, to all at once. Waits for nothing longer than a quarter
	 * of a second.
	 * @param leases ordered as {@link Lease} is
	 * @param share says for each lease how much to add, 0 or more, knowing how each
	 * stands; null stands for a window that is not counted for
	 * @throws CallRefused 503 when the books cannot be reached in time; nothing may then
	 * be taken for leased
	 */
	void lease(List<Lease> leases, Function<List<@Nullable Standing>, List<BigDecimal>> share);

	/**
	 * How budgets stand in these windows, in the order given; null for one that is not
	 * counted for. Locks nothing.
	 */
	List<@Nullable Standing> standings(List<Opening> openings);

	/**
	 * Makes this run's leases last anew.
	 * @return those that lasted until now
	 */
	Set<UUID> renew();

	/**
	 * Holds an amount again whose lease has run out: it may be spent already.
	 */
	void revive(Lease lease, BigDecimal amount);

	/** Takes amounts off leases. */
	void giveBack(Map<UUID, BigDecimal> amounts);

	/** Ends leases, whatever their amounts. */
	void end(Collection<UUID> leases);

	/**
	 * Ends what earlier runs of this node had leased. To be called once all of their
	 * records are in the ledger.
	 */
	void freeOwnLeases();

	/** Which of these calls the ledger holds. */
	Set<UUID> recorded(Collection<UUID> calls);

	/** A window to be counted for. */
	record Opening(UUID budgetId, Window window) {
	}

	/**
	 * What a node holds of a budget in a window. The narrowest scope comes first.
	 *
	 * @param id made up by the node
	 */
	record Lease(UUID id, Scope.Kind kind, UUID budgetId, Window window) implements Comparable<Lease> {

		@Override
		public int compareTo(Lease other) {
			int order = this.kind.compareTo(other.kind);
			if (order == 0) {
				// As PostgreSQL orders them: by text, not by signed numbers.
				order = this.budgetId.toString().compareTo(other.budgetId.toString());
			}
			return (order != 0) ? order : this.window.start().compareTo(other.window.start());
		}

	}

	/**
	 * How a budget stands in a window.
	 *
	 * @param spentUsd as far as it is in the ledger
	 * @param leasedUsd by all nodes
	 */
	record Standing(BigDecimal limitUsd, BigDecimal spentUsd, BigDecimal leasedUsd) {

		/** What can still be leased; below zero when a limit was lowered or overrun. */
		public BigDecimal remainingUsd() {
			return this.limitUsd.subtract(this.spentUsd).subtract(this.leasedUsd);
		}

	}

}
