package dev.serai.insight.analytics;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The sums of one key, over the whole period or one interval.
 *
 * @param key the dimension's value: an id for teams and keys, a name for the others;
 * empty for calls without a value
 * @param at the interval's start; null for a sum over the whole period
 */
public record UsageSum(String key, @Nullable Instant at, Measures measures) {
}
