package dev.serai.insight.report;

import java.time.Instant;

/**
 * A report's period.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record Span(Instant start, Instant end) {
}
