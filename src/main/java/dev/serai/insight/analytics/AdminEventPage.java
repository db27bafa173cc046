package dev.serai.insight.analytics;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some administrative events, newest first.
 *
 * @param next what to give as {@code before} for the page that follows; null at the end
 */
public record AdminEventPage(List<AdminEvent> data, @Nullable String next) {
}
