package dev.serai.gateway.call;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The caller's headers that Serai reads; all others are ignored.
 *
 * @param authorization {@code Authorization}
 * @param apiKey {@code x-api-key}
 * @param feature {@code x-serai-feature}: what the call is for
 * @param policy {@code x-serai-policy}: the policy to route by
 * @param session {@code x-serai-session}: calls of one session prefer one deployment
 * @param tags {@code x-serai-tags}: free words to find the call by
 * @param timeout {@code x-serai-timeout-ms}: the longest that the caller will wait, in
 * milliseconds
 * @param cache {@code x-serai-cache}: the requested cache mode
 * @param idempotencyKey {@code Idempotency-Key}: the caller's name for this request,
 * under which it may be sent again
 * @param traceparent {@code traceparent}: the trace that the call is part of, unchecked;
 * null where traces are not exported
 */
public record CallHeaders(@Nullable String authorization, @Nullable String apiKey, @Nullable String feature,
		@Nullable String policy, @Nullable String session, @Nullable String tags, @Nullable Duration timeout,
		CacheWish cache, @Nullable String idempotencyKey, @Nullable String traceparent) {
}
