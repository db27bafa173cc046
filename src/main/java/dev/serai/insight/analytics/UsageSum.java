package dev.serai.insight.analytics;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What one key came to, in the whole time or in one interval of it.
 *
 * @param key the dimension's value: an id for teams and keys, a name for the others;
 * empty for calls that have none
 * @param at the interval's beginning; null for a sum over the whole time
 */
public record UsageSum(String key, @Nullable Instant at, Measures measures) {
}
