package dev.serai.gateway.cache;

import java.util.UUID;

/**
 * The cache key of a call.
 *
 * @param digest equal only for questions that may have the same answer: same team, same
 * model or policy, same content
 */
public record Question(UUID team, String digest) {
}
