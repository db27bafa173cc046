package dev.serai.analytics;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some calls, newest first.
 *
 * @param next what to give as {@code before} for the page that follows; null at the end
 */
public record CallPage(List<CallSummary> data, @Nullable String next) {
}
