package dev.serai.insight.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A scheduled report.
 *
 * @param teamId the team it covers; null means all teams
 * @param createdBy the operator who created it
 * @param nextAt when it is due next, while it is enabled
 * @param lastSentAt null when none was sent yet
 */
public record Report(UUID id, String name, @Nullable UUID teamId, List<String> recipients, Timetable timetable,
		boolean enabled, String createdBy, Instant createdAt, Instant nextAt, @Nullable Instant lastSentAt) {

	public Report {
		recipients = List.copyOf(recipients);
	}

}
