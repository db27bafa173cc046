package dev.serai.insight.report;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A report as an operator sends it.
 *
 * @param scope all or team
 * @param timeZone null for the team's or organisation's
 * @param hour null for 7
 * @param enabled null for true
 */
public record WantedReport(String name, @Nullable String scope, @Nullable UUID teamId, List<String> recipients,
		Frequency frequency, @Nullable ZoneId timeZone, @Nullable Integer hour, @Nullable Boolean enabled) {

	static WantedReport of(Report report) {
		Timetable timetable = report.timetable();
		return new WantedReport(report.name(), null, report.teamId(), report.recipients(), timetable.frequency(),
				timetable.zone(), timetable.hour(), report.enabled());
	}

	Timetable timetable(Timetable usual) {
		return new Timetable(this.frequency, (this.timeZone != null) ? this.timeZone : usual.zone(),
				(this.hour != null) ? this.hour : usual.hour());
	}

}
