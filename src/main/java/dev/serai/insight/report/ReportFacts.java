package dev.serai.insight.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A report as the API returns it.
 *
 * @param nextAt null while it is not enabled
 */
public record ReportFacts(UUID id, String name, String scope, @Nullable UUID teamId, List<String> recipients,
		String frequency, String timeZone, int hour, boolean enabled, String createdBy, Instant createdAt,
		@Nullable Instant nextAt, @Nullable Instant lastSentAt) {

	static ReportFacts of(Report report) {
		Timetable timetable = report.timetable();
		return new ReportFacts(report.id(), report.name(), (report.teamId() != null) ? "team" : "all", report.teamId(),
				report.recipients(), timetable.frequency().word(), timetable.zone().getId(), timetable.hour(),
				report.enabled(), report.createdBy(), report.createdAt(), report.enabled() ? report.nextAt() : null,
				report.lastSentAt());
	}

}
