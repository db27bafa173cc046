package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An administrative change.
 *
 * @param kind what was changed: {@code team}, {@code key} …
 * @param subject its id
 * @param before its previous state; null when it is new
 * @param after its new state; null when it was deleted
 */
public record AdminEvent(UUID id, Instant at, String actor, String action, String kind, String subject,
		@Nullable JsonNode before, @Nullable JsonNode after) {
}
