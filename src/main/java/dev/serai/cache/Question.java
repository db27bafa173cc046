package dev.serai.cache;

import java.util.UUID;

import dev.serai.call.chat.ChatRequest;

/**
 * What a team asks.
 *
 * @param digest equal for those questions alone that may have the same answer: of the
 * same team, to the same model or policy, with the same words
 * @param chat the words themselves, for a cache that finds by more than equality
 */
public record Question(UUID team, String digest, ChatRequest chat) {
}
