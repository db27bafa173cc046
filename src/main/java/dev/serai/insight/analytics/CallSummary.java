package dev.serai.insight.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A call in a list.
 *
 * @param attempts the number of attempts
 */
public record CallSummary(@JsonUnwrapped CallFacts call, int attempts) {
}
