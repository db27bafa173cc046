package dev.serai.gateway.call;

import dev.serai.gateway.operation.Usage;

/**
 * The source of a stored answer.
 *
 * @param deployment the deployment's id, {@code provider/model}
 * @param simulated whether a simulator gave the answer instead of a provider
 * @param usage the usage when the answer was made
 * @param cost the cost at that time
 */
public record Origin(String deployment, String provider, String model, boolean simulated, Usage usage, Cost cost) {
}
