package dev.serai.insight.analytics;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A call with all its records.
 *
 * @param decision the stored routing decision; null when none was made
 * @param guardEvents the guardrails' findings; null when there are none
 */
public record CallDetail(@JsonUnwrapped CallFacts call, List<AttemptFacts> attempts, @Nullable JsonNode decision,
		@Nullable JsonNode guardEvents) {
}
