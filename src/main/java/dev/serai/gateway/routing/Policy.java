package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A named rule for ranking deployments.
 *
 * @param name the name that callers send as the model or in {@code x-serai-policy}
 * @param description text for people
 * @param weights the weights of the factors
 * @param models the deployments that it selects from
 * @param baseline models or deployments whose price a call is compared with; the first
 * that is offered counts
 * @param attempts how many attempts a call may take
 * @param deadline the time for the whole call, all attempts together
 * @param firstToken how long to wait for an attempt's first token; null leaves it to the
 * provider's timeouts
 * @param cacheFor how long the answer to the same request of the same team may be served
 * from the cache; null means never
 */
public record Policy(String name, String description, Weights weights, Selection models, List<String> baseline,
		int attempts, Duration deadline, @Nullable Duration firstToken, @Nullable Duration cacheFor) {
}
