package dev.serai.insight.report;

import java.time.Instant;

/**
 * The time that a report is about.
 *
 * @param start its first moment
 * @param end the first moment after it
 */
public record Span(Instant start, Instant end) {
}
