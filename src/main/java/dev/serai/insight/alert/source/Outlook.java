package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** When budgets will probably be spent. */
@FunctionalInterface
public interface Outlook {

	/**
	 * All budgets that may be spent before their periods end, as far as enough is known
	 * to say so. Those without an end are left out.
	 */
	List<Expectation> budgets();

	/**
	 * What is expected of a budget.
	 *
	 * @param scope organisation, team, key or feature
	 * @param owner the name of whose budget it is
	 * @param period day, week or month
	 * @param expected when it will be spent; null when it will probably last, and may not
	 * @param earliest when it may be spent, with a chance of one in ten
	 */
	record Expectation(UUID budgetId, String scope, String owner, @Nullable UUID teamId, String period,
			Instant periodStart, Instant periodEnd, BigDecimal spentUsd, BigDecimal limitUsd,
			@Nullable Instant expected, Instant earliest) {
	}

}
