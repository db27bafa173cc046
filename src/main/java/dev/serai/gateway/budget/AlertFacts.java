package dev.serai.gateway.budget;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An alert, as operators see it.
 *
 * @param owner the name of the budget's team, key, feature or organisation
 * @param percent the share of the limit that was reached
 * @param spentUsd the spending when the alert was raised
 * @param limitUsd the limit at that time
 */
public record AlertFacts(UUID id, UUID budgetId, String scope, String owner, @Nullable UUID teamId, String period,
		int percent, String spentUsd, String limitUsd, @Nullable Instant periodStart, Instant at) {

	public static AlertFacts of(BudgetDirectory.Alert alert) {
		Budget budget = alert.budget();
		return new AlertFacts(alert.id(), budget.id(), budget.scope().kind().name().toLowerCase(Locale.ROOT),
				budget.owner(), budget.scope().teamId(), budget.period().name().toLowerCase(Locale.ROOT),
				alert.percent(), Amount.text(alert.spentUsd()), Amount.text(alert.limitUsd()),
				(budget.period() != Period.TOTAL) ? alert.periodStart() : null, alert.at());
	}

}
