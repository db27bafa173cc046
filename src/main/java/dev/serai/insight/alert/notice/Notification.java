package dev.serai.insight.alert.notice;

import java.time.Instant;
import java.util.UUID;

import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.Transition;

/**
 * An alert's notification for one channel.
 *
 * @param id the same at each attempt, so that receivers recognise duplicates
 * @param at when the notification was issued
 * @param attempts attempts, including this one
 */
public record Notification(UUID id, String channel, Transition transition, Instant at, int attempts, Alert alert) {
}
