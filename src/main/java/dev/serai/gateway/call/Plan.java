package dev.serai.gateway.call;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The deployments to try for a call, and the time for it.
 *
 * @param deployments ids, best first
 * @param attempts the most attempts, over all deployments
 * @param deadline the time for the whole call, from its receipt
 * @param firstToken the longest wait for the first byte of an answer while another
 * deployment could be tried; null leaves it to the provider's timeouts
 */
public record Plan(List<String> deployments, int attempts, Duration deadline, @Nullable Duration firstToken) {
}
