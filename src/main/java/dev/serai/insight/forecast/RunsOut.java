package dev.serai.insight.forecast;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a budget is spent; each is null where that is not before its window ends, or
 * within the days that can be looked ahead.
 *
 * @param earliest with a chance of one in ten even earlier
 * @param latest with a chance of one in ten even later
 */
public record RunsOut(@Nullable Instant expected, @Nullable Instant earliest, @Nullable Instant latest) {
}
