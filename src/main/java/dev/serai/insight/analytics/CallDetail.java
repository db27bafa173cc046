package dev.serai.insight.analytics;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a call.
 *
 * @param decision why that deployment, as it was kept; null when none was made
 * @param guardEvents what guardrails found; null when nothing
 */
public record CallDetail(@JsonUnwrapped CallFacts call, List<AttemptFacts> attempts, @Nullable JsonNode decision,
		@Nullable JsonNode guardEvents) {
}
