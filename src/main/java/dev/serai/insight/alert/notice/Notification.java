package dev.serai.insight.alert.notice;

import java.time.Instant;
import java.util.UUID;

import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.Transition;

/**
 * An alert's news on its way to one channel.
 *
 * @param id the same at each attempt, so that a receiver can tell that it has it already
 * @param at since when it is to be told
 * @param attempts this one included
 */
public record Notification(UUID id, String channel, Transition transition, Instant at, int attempts, Alert alert) {
}
