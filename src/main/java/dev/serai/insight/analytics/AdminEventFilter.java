package dev.serai.insight.analytics;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null wants all.
 *
 * @param to not included
 */
public record AdminEventFilter(@Nullable String actor, @Nullable String kind, @Nullable String subject,
		@Nullable Instant from, @Nullable Instant to) {
}
