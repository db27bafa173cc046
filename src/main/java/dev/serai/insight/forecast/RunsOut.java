package dev.serai.insight.forecast;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a budget runs out; each is null when that is not before its window ends or not
 * within the forecast days.
 *
 * @param earliest it runs out before this with a chance of one in ten
 * @param latest it runs out after this with a chance of one in ten
 */
public record RunsOut(@Nullable Instant expected, @Nullable Instant earliest, @Nullable Instant latest) {
}
