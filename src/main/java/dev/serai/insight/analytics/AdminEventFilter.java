package dev.serai.insight.analytics;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Selects administrative events; a null field matches all.
 *
 * @param to exclusive
 */
public record AdminEventFilter(@Nullable String actor, @Nullable String kind, @Nullable String subject,
		@Nullable Instant from, @Nullable Instant to) {
}
