package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Soft limits of budgets that were reached. They are noted in the transaction that adds
 * what was spent, so none is missed, whatever happens to a node.
 */
public interface BudgetAlarms {

	/**
	 * Those of windows that go on and whose limit is still reached; and those of windows
	 * that ended before the rule raised an alert of them.
	 * @param team whose budgets; null for all
	 */
	List<Alarm> current(UUID rule, @Nullable UUID team, Instant now);

	/**
	 * A soft limit that was reached.
	 *
	 * @param scope organisation, team, key or feature
	 * @param owner the name of whose budget it is
	 * @param period day, week, month or total
	 * @param spentUsd when that was noticed
	 * @param limitUsd the limit then
	 */
	record Alarm(UUID budgetId, String scope, String owner, @Nullable UUID teamId, String period, Instant periodStart,
			int percent, BigDecimal spentUsd, BigDecimal limitUsd) {
	}

}
