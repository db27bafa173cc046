package dev.serai.call;

import java.time.Duration;
import java.util.List;

/**
 * What may be tried for a call, and how long.
 *
 * @param deployments ids, best first
 * @param attempts the most attempts, over all deployments
 * @param deadline for the whole call, from when it came in
 * @param firstToken the longest wait for a deployment's first sign of an answer; shorter
 * of this and the provider's own limit
 */
public record Plan(List<String> deployments, int attempts, Duration deadline, Duration firstToken) {
}
