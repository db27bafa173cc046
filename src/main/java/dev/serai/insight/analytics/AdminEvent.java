package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody changed.
 *
 * @param kind what it was done to: {@code team}, {@code key} …
 * @param subject its id
 * @param before as it was; null when it is new
 * @param after as it was afterwards; null when it is gone
 */
public record AdminEvent(UUID id, Instant at, String actor, String action, String kind, String subject,
		@Nullable JsonNode before, @Nullable JsonNode after) {
}
