package dev.serai.admin.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.budget.Period;
import dev.serai.gateway.budget.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A new budget, or the fields to change of one, as an operator sent it. A missing field
 * is null.
 */
public record WantedBudget(Scope.@Nullable Kind scope, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature, @Nullable Period period, @Nullable BigDecimal limitUsd,
		@Nullable List<Integer> softPercent, @Nullable Boolean hard) {
}
