package dev.serai.gateway.call;

import dev.serai.gateway.operation.Usage;

/**
 * Where an answer came from that is given once more.
 *
 * @param deployment the deployment's id, {@code provider/model}
 * @param simulated whether a simulator gave it, and no provider
 * @param usage what the answer used when it was made
 * @param cost what it cost then
 */
public record Origin(String deployment, String provider, String model, boolean simulated, Usage usage, Cost cost) {
}
