package dev.serai.admin.budget;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A budget as an operator wants it, or what is to change of one. Null is what was not
 * said.
 */
public record WantedBudget(@Nullable String scope, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature, @Nullable String period, @Nullable String limitUsd,
		@Nullable List<Integer> softPercent, @Nullable Boolean hard) {
}
