package dev.serai.admin.limit;

import org.jspecify.annotations.Nullable;

/** A limit that an operator wants; what is null is not to be limited. */
public record NewLimit(String scope, String subject, @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute,
		@Nullable Long concurrentCalls) {
}
