package dev.serai.insight.report;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import dev.serai.platform.mail.Mailing;
import org.jspecify.annotations.Nullable;

/**
 * Manages scheduled reports for operators. Admins change reports on all teams, and
 * everyone who sees all teams sees them. Owners of a team change its reports, and
 * everyone who sees the team sees them. To others, a report does not exist.
 */
public final class Reports {

	private static final String KIND = "report";

	private static final int USUAL_HOUR = 7;

	private static final int DELIVERIES = 100;

	private final ReportDirectory directory;

	private final Deliveries deliveries;

	private final TeamDirectory teams;

	private final Mailing mailing;

	private final AuditTrail audit;

	private final Clock clock;

	public Reports(ReportDirectory directory, Deliveries deliveries, TeamDirectory teams, Mailing mailing,
			AuditTrail audit, Clock clock) {
		this.directory = directory;
		this.deliveries = deliveries;
		this.teams = teams;
		this.mailing = mailing;
		this.audit = audit;
		this.clock = clock;
	}

	/** Returns the reports that the operator may see, oldest first. */
	public List<ReportFacts> list(Operator operator) {
		return this.directory.list()
			.stream()
			.filter(report -> operator.sees(report.teamId()))
			.map(ReportFacts::of)
			.toList();
	}

	/**
	 * @throws CallRefused 404 {@code report_not_found}
	 */
	public ReportFacts show(Operator operator, UUID id) {
		return ReportFacts.of(visible(operator, id));
	}

	/**
	 * Returns a report that the operator may see.
	 * @throws CallRefused 404 {@code report_not_found}
	 */
	public Report visible(Operator operator, UUID id) {
		return this.directory.find(id)
			.filter(report -> operator.sees(report.teamId()))
			.orElseThrow(() -> ApiError.notFound(KIND).refused());
	}

	/**
	 * @throws CallRefused 400; 403; 404 {@code team_not_found}
	 */
	public ReportFacts create(Operator operator, WantedReport wanted) {
		UUID team = team(wanted);
		operator.mustManage(team);
		Timetable timetable = wanted.timetable(new Timetable(wanted.frequency(), zone(team), USUAL_HOUR));
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Report report = changed(new Report(UUID.randomUUID(), wanted.name(), team, List.of(), timetable, true,
				operator.actor(), now, timetable.next(now), null), wanted);
		ReportFacts facts = ReportFacts.of(report);
		return this.audit.changing(() -> {
			this.directory.add(report);
			this.audit.record(operator, "create", KIND, report.id().toString(), null, facts);
			return facts;
		});
	}

	/**
	 * Changes the given fields; the scope cannot be changed.
	 * @throws CallRefused 400; 403; 404 {@code report_not_found}
	 */
	public ReportFacts change(Operator operator, UUID id, Patch patch) {
		operator.mustManage(visible(operator, id).teamId());
		return this.audit.changing(() -> {
			Report before = this.directory.lock(id).orElseThrow(() -> ApiError.notFound(KIND).refused());
			Report after = changed(before, patch.onto(WantedReport.of(before)));
			this.directory.update(after);
			ReportFacts facts = ReportFacts.of(after);
			this.audit.record(operator, "update", KIND, id.toString(), ReportFacts.of(before), facts);
			return facts;
		});
	}

	private Report changed(Report before, WantedReport wanted) {
		Timetable timetable = wanted.timetable(before.timetable());
		boolean on = (wanted.enabled() != null) ? wanted.enabled() : before.enabled();
		// Enabling a report again does not send what was due while it was disabled.
		boolean anew = !timetable.equals(before.timetable()) || on != before.enabled();
		List<String> recipients = wanted.recipients();
		return new Report(before.id(), NameRule.name("name", wanted.name()), before.teamId(),
				recipients.equals(before.recipients()) ? recipients
						: this.mailing.recipients().allowed("recipients", recipients),
				timetable, on, before.createdBy(), before.createdAt(),
				anew ? timetable.next(this.clock.instant()) : before.nextAt(), before.lastSentAt());
	}

	/**
	 * Deletes a report and its pending deliveries.
	 * @throws CallRefused 403; 404 {@code report_not_found}
	 */
	public void delete(Operator operator, UUID id) {
		operator.mustManage(visible(operator, id).teamId());
		this.audit.changing(() -> {
			Report before = this.directory.lock(id).orElseThrow(() -> ApiError.notFound(KIND).refused());
			this.audit.record(operator, "delete", KIND, id.toString(), ReportFacts.of(before), null);
			this.directory.delete(id);
			return null;
		});
	}

	/**
	 * Sends the report of the last closed period on demand, whether it was sent before or
	 * not.
	 * @throws CallRefused 403; 404 {@code report_not_found}; 409 {@code
	 * mail_not_configured} or {@code report_on_its_way}
	 */
	public DeliveryFacts send(Operator operator, UUID id) {
		Report report = visible(operator, id);
		operator.mustManage(report.teamId());
		this.mailing.required();
		return this.audit.changing(() -> {
			Delivery delivery = this.deliveries.order(report, report.timetable().settled(this.clock.instant()))
				.orElseThrow(() -> ApiError
					.of(409, "invalid_request_error", "report_on_its_way",
							"This report is being sent already. See its deliveries.")
					.refused());
			DeliveryFacts facts = DeliveryFacts.of(delivery);
			this.audit.record(operator, "send", KIND, id.toString(), null, facts);
			return facts;
		});
	}

	/**
	 * Returns a report's deliveries, newest first.
	 * @throws CallRefused 404 {@code report_not_found}
	 */
	public List<DeliveryFacts> deliveries(Operator operator, UUID id) {
		Report report = visible(operator, id);
		return this.deliveries.of(report.id(), DELIVERIES).stream().map(DeliveryFacts::of).toList();
	}

	private static @Nullable UUID team(WantedReport wanted) {
		UUID team = wanted.teamId();
		if ("team".equals(wanted.scope()) == (team == null)) {
			throw ApiError
				.invalid("teamId",
						(team == null) ? "'teamId' is missing." : "'teamId' does not belong to the scope all.")
				.refused();
		}
		return team;
	}

	/** Returns the default time zone. */
	private ZoneId zone(@Nullable UUID team) {
		return (team == null) ? this.teams.organisation().zone()
				: this.teams.find(team).orElseThrow(() -> ApiError.notFound("team").refused()).zone();
	}

}
