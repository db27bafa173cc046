package dev.serai.insight.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * That a report is to be sent.
 *
 * @param teamId what it is about; null means all teams
 * @param createdBy who wanted it
 * @param nextAt when it is due next, as long as it is enabled
 * @param lastSentAt null when none was sent yet
 */
public record Report(UUID id, String name, @Nullable UUID teamId, List<String> recipients, Timetable timetable,
		boolean enabled, String createdBy, Instant createdAt, Instant nextAt, @Nullable Instant lastSentAt) {

	public Report {
		recipients = List.copyOf(recipients);
	}

}
