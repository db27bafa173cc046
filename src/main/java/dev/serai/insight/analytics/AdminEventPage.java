package dev.serai.insight.analytics;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of administrative events, newest first.
 *
 * @param next the {@code before} of the next page; null on the last page
 */
public record AdminEventPage(List<AdminEvent> data, @Nullable String next) {
}
