package dev.serai.gateway.call;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What may be tried for a call, and how long.
 *
 * @param deployments ids, best first
 * @param attempts the most attempts, over all deployments
 * @param deadline for the whole call, from when it came in
 * @param firstToken the wait for the first byte of an answer while another deployment
 * could be asked instead; null leaves it to the provider's timeouts
 */
public record Plan(List<String> deployments, int attempts, Duration deadline, @Nullable Duration firstToken) {
}
