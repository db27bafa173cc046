package dev.serai.admin.budget;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A new budget, or the fields to change of one, as an operator sent it. A missing field
 * is null.
 */
public record WantedBudget(@Nullable String scope, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature, @Nullable String period, @Nullable String limitUsd,
		@Nullable List<Integer> softPercent, @Nullable Boolean hard) {
}
