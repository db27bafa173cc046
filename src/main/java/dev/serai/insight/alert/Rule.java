package dev.serai.insight.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An alert rule: what it checks and which channels it notifies.
 *
 * @param teamId the team whose calls, budgets and models it covers; null for all
 * @param channels channel names; a channel that is not configured is skipped
 * @param remindAfter the interval between reminders; null for no reminders
 */
public record Rule(UUID id, String name, Kind kind, @Nullable UUID teamId, Terms terms, Severity severity,
		List<String> channels, @Nullable Duration remindAfter, boolean enabled, Instant createdAt) {
}
