package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A way to choose, by name.
 *
 * @param name what callers put where a model's name stands, or into
 * {@code x-serai-policy}
 * @param description for people
 * @param weights what counts how much
 * @param models which deployments it chooses from
 * @param baseline models or deployments whose price a call is compared with; the first
 * that is offered counts
 * @param attempts how many deployments may be tried for one call
 * @param deadline for the whole call, all attempts together
 * @param firstToken how long to wait for an attempt's first token; null leaves it to the
 * provider's timeouts
 * @param cacheFor how long an answer may be given again to the same request of the same
 * team; null when never
 */
public record Policy(String name, String description, Weights weights, Selection models, List<String> baseline,
		int attempts, Duration deadline, @Nullable Duration firstToken, @Nullable Duration cacheFor) {
}
