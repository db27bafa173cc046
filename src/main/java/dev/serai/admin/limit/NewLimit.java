package dev.serai.admin.limit;

import org.jspecify.annotations.Nullable;

/** A limit as an operator sends it; a null field means unlimited. */
public record NewLimit(String scope, String subject, @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute,
		@Nullable Long concurrentCalls) {
}
