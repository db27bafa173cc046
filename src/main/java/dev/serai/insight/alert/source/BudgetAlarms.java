package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Soft limits of budgets that were reached. The transaction that adds the spend records
 * them, so a node's failure loses none.
 */
public interface BudgetAlarms {

	/**
	 * Returns the alarms of current windows whose limit is still reached, and those of
	 * ended windows for which the rule has not raised an alert yet.
	 * @param team only budgets of this team; null for all
	 */
	List<Alarm> current(UUID rule, @Nullable UUID team, Instant now);

	/**
	 * A soft limit that was reached.
	 *
	 * @param scope organisation, team, key or feature
	 * @param owner the name of the organisation, team, key or feature
	 * @param period day, week, month or total
	 * @param spentUsd the spend when the limit was reached, in US dollars
	 * @param limitUsd the limit at that time, in US dollars
	 */
	record Alarm(UUID budgetId, String scope, String owner, @Nullable UUID teamId, String period, Instant periodStart,
			int percent, BigDecimal spentUsd, BigDecimal limitUsd) {
	}

}
