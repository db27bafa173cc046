package dev.serai.gateway.cache;

import java.util.UUID;

/**
 * What a team asks.
 *
 * @param digest equal for those questions alone that may have the same answer: of the
 * same team, to the same model or policy, with the same words
 */
public record Question(UUID team, String digest) {
}
