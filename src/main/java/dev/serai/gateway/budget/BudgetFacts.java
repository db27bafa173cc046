package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Standing;
import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A budget in its current window, as operators see it.
 *
 * @param owner the name of the team, key, feature or organisation
 * @param spentUsd spending of calls that are in the ledger
 * @param reservedUsd what nodes hold: for calls under way, for ended calls that are not
 * in the ledger yet, and in advance
 * @param remainingUsd the limit minus both; negative when it was exceeded or lowered
 * @param periodStart null where the budget has no period
 */
public record BudgetFacts(UUID id, String scope, String owner, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature, String period, String timeZone, String limitUsd, List<Integer> softPercent,
		boolean hard, String spentUsd, String reservedUsd, String remainingUsd, @Nullable Instant periodStart,
		@Nullable Instant periodEnd, Instant createdAt) {

	public static BudgetFacts of(Budget budget, Window window, Standing standing) {
		Scope scope = budget.scope();
		boolean total = budget.period() == Period.TOTAL;
		return new BudgetFacts(budget.id(), word(scope.kind()), budget.owner(), scope.teamId(), scope.keyId(),
				scope.feature(), word(budget.period()), budget.zone().getId(), Amount.text(budget.limitUsd()),
				budget.softPercent(), budget.hard(), Amount.text(standing.spentUsd()),
				Amount.text(standing.leasedUsd()), Amount.text(standing.remainingUsd()), total ? null : window.start(),
				total ? null : window.end(), budget.createdAt());
	}

	public static Standing untouched(Budget budget) {
		return new Standing(budget.limitUsd(), BigDecimal.ZERO, BigDecimal.ZERO);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
