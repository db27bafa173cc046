package dev.serai.insight.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What to look for, and whom to tell.
 *
 * @param teamId the team whose calls, budgets and models it is for; null for all
 * @param channels by name; one that is not configured is passed over
 * @param remindAfter after how long who was told is told again; null for never
 */
public record Rule(UUID id, String name, Kind kind, @Nullable UUID teamId, Terms terms, Severity severity,
		List<String> channels, @Nullable Duration remindAfter, boolean enabled, Instant createdAt) {
}
