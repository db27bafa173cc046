package dev.serai.insight.report;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.admin.organisation.Body;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.mail.Mailing;
import org.jspecify.annotations.Nullable;

/**
 * Manages scheduled reports for operators. Admins change reports on all teams, and
 * everyone who sees all teams sees them. Owners of a team change its reports, and
 * everyone who sees the team sees them. To others, a report does not exist.
 */
public final class Reports {

	private static final String KIND = "report";

	private static final Set<String> NEW = Set.of("name", "scope", "teamId", "recipients", "frequency", "timeZone",
			"hour", "enabled");

	private static final Set<String> CHANGE = Set.of("name", "recipients", "frequency", "timeZone", "hour", "enabled");

	private static final int USUAL_HOUR = 7;

	private static final int LAST_HOUR = 23;

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
		return this.directory.list().stream().filter(report -> sees(operator, report)).map(ReportFacts::of).toList();
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
		return this.directory.find(id).filter(report -> sees(operator, report)).orElseThrow(Reports::notFound);
	}

	/**
	 * @param json {@code {"name","scope","teamId"?,"recipients","frequency","timeZone"?,
	 * "hour"?,"enabled"?}}
	 * @throws CallRefused 400; 403; 404 {@code team_not_found}
	 */
	public ReportFacts create(Operator operator, byte[] json) {
		Body body = Body.of(json, NEW);
		String name = body.name("name");
		UUID team = team(body);
		mustManage(operator, team);
		List<String> recipients = recipients(body);
		Frequency frequency = frequency(body);
		ZoneId zone = body.zone("timeZone");
		ZoneId own = zone(team);
		Timetable timetable = new Timetable(frequency, (zone != null) ? zone : own, hour(body, USUAL_HOUR));
		Boolean enabled = body.flag("enabled");
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Report report = new Report(UUID.randomUUID(), name, team, recipients, timetable, enabled == null || enabled,
				operator.actor(), now, timetable.next(now), null);
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
	public ReportFacts change(Operator operator, UUID id, byte[] json) {
		mustManage(operator, visible(operator, id).teamId());
		Body body = Body.of(json, CHANGE);
		return this.audit.changing(() -> {
			Report before = this.directory.lock(id).orElseThrow(Reports::notFound);
			Report after = changed(before, body);
			this.directory.update(after);
			ReportFacts facts = ReportFacts.of(after);
			this.audit.record(operator, "update", KIND, id.toString(), ReportFacts.of(before), facts);
			return facts;
		});
	}

	private Report changed(Report before, Body body) {
		Timetable was = before.timetable();
		ZoneId zone = body.zone("timeZone");
		Timetable timetable = new Timetable(body.has("frequency") ? frequency(body) : was.frequency(),
				(zone != null) ? zone : was.zone(), hour(body, was.hour()));
		Boolean enabled = body.flag("enabled");
		boolean on = (enabled != null) ? enabled : before.enabled();
		// Enabling a report again does not send what was due while it was disabled.
		boolean anew = !timetable.equals(was) || on != before.enabled();
		return new Report(before.id(), body.has("name") ? body.name("name") : before.name(), before.teamId(),
				body.has("recipients") ? recipients(body) : before.recipients(), timetable, on, before.createdBy(),
				before.createdAt(), anew ? timetable.next(this.clock.instant()) : before.nextAt(), before.lastSentAt());
	}

	/**
	 * Deletes a report and its pending deliveries.
	 * @throws CallRefused 403; 404 {@code report_not_found}
	 */
	public void delete(Operator operator, UUID id) {
		mustManage(operator, visible(operator, id).teamId());
		this.audit.changing(() -> {
			Report before = this.directory.lock(id).orElseThrow(Reports::notFound);
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
		mustManage(operator, report.teamId());
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

	private static boolean sees(Operator operator, Report report) {
		UUID team = report.teamId();
		return (team != null) ? operator.sees(team) : operator.seesAll();
	}

	private static void mustManage(Operator operator, @Nullable UUID team) {
		if (team != null) {
			operator.mustManage(team);
		}
		else {
			operator.mustBeAdmin();
		}
	}

	private static @Nullable UUID team(Body body) {
		UUID team = body.id("teamId");
		String scope = body.text("scope");
		if (!"all".equals(scope) && !"team".equals(scope)) {
			throw ApiError.invalid("scope", "'scope' must be all or team.").refused();
		}
		if (scope.equals("team") == (team == null)) {
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
				: this.teams.find(team)
					.orElseThrow(() -> ApiError
						.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.")
						.refused())
					.zone();
	}

	private List<String> recipients(Body body) {
		List<String> wanted = body.texts("recipients");
		return this.mailing.recipients().allowed("recipients", (wanted != null) ? wanted : List.of());
	}

	private static Frequency frequency(Body body) {
		String word = body.text("frequency");
		return Arrays.stream(Frequency.values())
			.filter(frequency -> frequency.word().equals(word))
			.findFirst()
			.orElseThrow(
					() -> ApiError.invalid("frequency", "'frequency' must be daily, weekly or monthly.").refused());
	}

	private static int hour(Body body, int usual) {
		Long hour = body.whole("hour");
		if (hour == null) {
			return usual;
		}
		if (hour < 0 || hour > LAST_HOUR) {
			throw ApiError.invalid("hour", "'hour' must be from 0 to 23.").refused();
		}
		return hour.intValue();
	}

	private static CallRefused notFound() {
		return ApiError.of(404, "invalid_request_error", "report_not_found", "There is no report with this id.")
			.refused();
	}

}
