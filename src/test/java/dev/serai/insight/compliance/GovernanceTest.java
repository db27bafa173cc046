package dev.serai.insight.compliance;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.insight.analytics.jdbc.JdbcNames;
import dev.serai.insight.analytics.jdbc.JdbcUsageSums;
import dev.serai.insight.analytics.jdbc.RollUps;
import dev.serai.insight.compliance.GovernanceReport.Breach;
import dev.serai.insight.compliance.GovernanceReport.Change;
import dev.serai.insight.compliance.GovernanceReport.DataClass;
import dev.serai.insight.compliance.GovernanceReport.GuardFinding;
import dev.serai.insight.compliance.GovernanceReport.RegionUse;
import dev.serai.insight.compliance.GovernanceReport.TeamUse;
import dev.serai.insight.compliance.jdbc.JdbcComplianceRecords;
import dev.serai.insight.compliance.jdbc.JdbcReportArchive;
import dev.serai.insight.compliance.jdbc.JdbcRetentionRules;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Served;
import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.error.CallRefused;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What a governance report says, against calls that are known. */
class GovernanceTest {

	private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T00:10:00Z"), ZoneOffset.UTC);

	private static final String HOSTILE = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)>";

	private static final UUID NODE = UUID.fromString("00000000-0000-4000-8000-000000000001");

	private final ObjectMapper json = JsonMapper.builder()
		.findAndAddModules()
		.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
		.build();

	private final Database database = RealDatabase.empty();

	private final JdbcTeams teams = new JdbcTeams(this.database);

	private final JdbcRetentionRules rules = new JdbcRetentionRules(this.database);

	private final ComplianceRecords records = new JdbcComplianceRecords(this.database, this.json, CLOCK);

	private final JdbcAuditTrail trail = new JdbcAuditTrail(this.database, this.json, Clock.fixed(NOON, ZoneOffset.UTC),
			new JdbcChain(NODE));

	private final Governance governance = new Governance(new JdbcUsageSums(this.database), this.records,
			new JdbcNames(this.database), this.teams, this.rules, catalog(), CLOCK);

	private final Team hostile = team(HOSTILE);

	private final Team quiet = team("quiet");

	private int made;

	private Team team(String name) {
		return new Team(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), this.teams.organisation().id(),
				name, ZoneOffset.UTC, NOON);
	}

	private static Catalog catalog() {
		return new Catalog(List.of(deployment("near", "eu"), deployment("far", null)));
	}

	private static Deployment deployment(String provider, @Nullable String region) {
		Duration wait = Duration.ofSeconds(1);
		return new Deployment(provider + "/m",
				new Provider(provider, "openai", URI.create("https://" + provider + ".example/v1"), null, provider,
						region, new Provider.Timeouts(wait, wait, wait, wait), Map.of(), false),
				new Model("m", Set.of(), 1_000, 100, Set.of(), Set.of(), 0.5), "m", List.of());
	}

	@BeforeEach
	void keepSomeCalls() {
		this.teams.add(this.hostile);
		this.teams.add(this.quiet);
		GuardEvent mail = new GuardEvent("personal", "email", 3, GuardEvent.Direction.IN, GuardEvent.Action.REDACTED);
		GuardEvent card = new GuardEvent("personal", "card", 1, GuardEvent.Direction.IN, GuardEvent.Action.BLOCKED);
		append(call(this.hostile, "near", Outcome.OK, 200, null, "ada", List.of(mail)),
				call(this.hostile, "near", Outcome.OK, 200, null, "bob", List.of(mail)),
				call(this.hostile, "far", Outcome.OK, 200, null, "ada", List.of()),
				call(this.hostile, null, Outcome.BLOCKED, 400, "content_blocked", null, List.of(card)),
				call(this.quiet, "far", Outcome.OK, 200, null, null, List.of()),
				call(this.quiet, null, Outcome.REFUSED, 403, "model_not_allowed", null, List.of()),
				call(this.quiet, null, Outcome.REFUSED, 429, "budget_exceeded", null, List.of()),
				call(this.quiet, null, Outcome.REFUSED, 429, "rate_limit_exceeded", null, List.of()),
				call(null, null, Outcome.REFUSED, 401, "invalid_api_key", null, List.of()));
		change("ada@example.com", "sign-in", "person", "p-1");
		change("ada@example.com", "update", "team", this.quiet.id().toString());
		change("ada@example.com", "update", "team", this.quiet.id().toString());
		change("admin-key", "erase", "end_user", "erased");
	}

	private void append(CallRecord... calls) {
		new JdbcLedger(this.database, List.of(new RollUps())).append(List.of(calls));
	}

	private void change(String actor, String action, String kind, String subject) {
		this.trail.changing(() -> {
			this.trail.record(new Operator(actor, Operator.Role.ADMIN, Map.of()), action, kind, subject, null,
					Map.of("calls", 2));
			return null;
		});
	}

	private CallRecord call(@Nullable Team team, @Nullable String provider, Outcome outcome, int status,
			@Nullable String code, @Nullable String endUser, List<GuardEvent> events) {
		UUID id = CallId.next(Clock.fixed(NOON.plusSeconds(this.made++), ZoneOffset.UTC));
		Served served = (provider != null) ? new Served(provider + "/m", provider, "m", false) : null;
		Usage usage = (served != null) ? Usage.builder().add(TokenClass.INPUT, 100).build() : Usage.NONE;
		Cost cost = new Cost((served != null) ? new BigDecimal("0.25") : BigDecimal.ZERO, PriceStatus.KNOWN);
		Caller caller = (team != null) ? new Caller(team.organisationId(), team.id(), team.name(),
				new UUID(7, team.id().getLeastSignificantBits()), "key", ZoneOffset.UTC, Set.of()) : null;
		Duration took = Duration.ofMillis(50);
		List<AttemptRecord> attempts = (served != null) ? List
			.of(new AttemptRecord(1, served, outcome, status, null, null, usage, cost, Duration.ZERO, took, took, null))
				: List.of();
		return new CallRecord(id, NOON.plusSeconds(this.made), caller, new CallRecord.Labels(null, null, null, endUser),
				"chat", "m", "auto", served, false, outcome, status, code, usage, cost, null, null, null, events,
				new CallRecord.Timing(null, took, null), null, attempts);
	}

	private GovernanceReport report(@Nullable Team team) {
		return report(Operator.ADMIN_KEY, "2026-10-01", "2026-11-01", (team != null) ? team.id() : null);
	}

	private GovernanceReport report(Operator operator, String from, String to, @Nullable UUID team) {
		return this.governance.report(operator,
				new Governance.Question(LocalDate.parse(from).atStartOfDay(ZoneOffset.UTC).toInstant(),
						LocalDate.parse(to).atStartOfDay(ZoneOffset.UTC).toInstant(), team));
	}

	@Test
	void saysWhoUsedWhatWithWhatAndWhichRulesWereBroken() {
		this.records.keep(new LastVerification(NOON, NODE, false, 12, 1, 2, 0, 0, 0, 3,
				new Finding(NODE, 7, "call", "an id", Finding.Reason.EDITED)));
		this.rules.keep(RetentionRules.Scope.TEAM, this.quiet.id(), 90);
		GovernanceReport report = report(null);
		assertThat(report.usage().calls()).isEqualTo(9);
		assertThat(report.usage().ok()).isEqualTo(4);
		assertThat(report.usage().tokens()).isEqualTo(400);
		assertThat(report.usage().costUsd()).isEqualTo("1");
		assertThat(report.usage().endUserCalls()).isEqualTo(3);
		assertThat(report.usage().endUsers()).isEqualTo(2);
		assertThat(report.teams()).extracting(TeamUse::name, TeamUse::calls, TeamUse::costUsd)
			.containsExactlyInAnyOrder(tuple(HOSTILE, 4L, "0.75"), tuple("quiet", 4L, "0.25"), tuple("", 1L, "0"));
		TeamUse first = report.teams().stream().filter(team -> team.name().equals(HOSTILE)).findFirst().orElseThrow();
		assertThat(first.models()).containsExactlyInAnyOrder(new GovernanceReport.ModelUse("near/m", "eu", 2, "0.5"),
				new GovernanceReport.ModelUse("far/m", null, 1, "0.25"));
		assertThat(report.regions()).containsExactlyInAnyOrder(new RegionUse("eu", 2, "0.5", List.of("near/m")),
				new RegionUse(null, 2, "0.5", List.of("far/m")));
		assertThat(report.dataClasses()).containsExactly(new DataClass("email", 2, 6), new DataClass("card", 1, 1));
		assertThat(report.guardEvents()).containsExactly(
				new GuardFinding("personal", "redact", "email", "in", "redacted", 2, 6),
				new GuardFinding("personal", "block", "card", "in", "blocked", 1, 1));
		assertThat(report.breaches()).containsExactlyInAnyOrder(new Breach("content_blocked", "content", 1),
				new Breach("model_not_allowed", "rights", 1), new Breach("budget_exceeded", "budget", 1),
				new Breach("rate_limit_exceeded", "limits", 1), new Breach("invalid_api_key", "key", 1));
		assertThat(report.administration().changes()).contains(new Change("ada@example.com", "team", "update", 2));
		assertThat(report.administration().signIns()).isEqualTo(1);
		assertThat(report.verification()).isNotNull();
		assertThat(report.verification().valid()).isFalse();
		assertThat(report.retention().teamsWithEnd()).isEqualTo(1);
		assertThat(report.retention().erasures()).isEqualTo(1);
		assertThat(report.retention().erasedCalls()).isEqualTo(2);
	}

	@Test
	void ofOneTeamItTellsThatTeamsAlone() {
		GovernanceReport report = report(this.quiet);
		assertThat(report.scope()).isEqualTo("teams");
		assertThat(report.usage().calls()).isEqualTo(4);
		assertThat(report.usage().endUserCalls()).isZero();
		assertThat(report.breaches()).extracting(Breach::rule)
			.containsExactlyInAnyOrder("model_not_allowed", "budget_exceeded", "rate_limit_exceeded");
		assertThat(report.dataClasses()).isEmpty();
		assertThat(report.administration().changes())
			.containsExactly(new Change("ada@example.com", "team", "update", 2));
		Operator viewer = new Operator("v@example.com", Operator.Role.MEMBER,
				Map.of(this.quiet.id(), Operator.TeamRole.VIEWER));
		GovernanceReport theirs = report(viewer, "2026-10-01", "2026-11-01", null);
		assertThat(theirs.usage()).isEqualTo(report.usage());
		assertThat(theirs.verification()).isNull();
		assertThatThrownBy(() -> report(viewer, "2026-10-01", "2026-11-01", this.hostile.id()))
			.hasMessageContaining("no team");
	}

	@Test
	@DisplayName("F11: a time without calls, and one to come, are reports of nothing")
	void aTimeWithoutCallsIsAReportOfNothing() {
		for (String[] time : new String[][] { { "2021-01-01", "2021-12-31" }, { "2030-01-01", "2030-02-01" } }) {
			GovernanceReport report = report(Operator.ADMIN_KEY, time[0], time[1], null);
			assertThat(report.usage().calls()).isZero();
			assertThat(report.usage().endUsers()).isZero();
			assertThat(report.teams()).isEmpty();
			assertThat(new ReportPage(this.json).of(report)).contains("None.");
		}
		for (String[] wrong : new String[][] { { "2026-02-01", "2026-01-01" }, { "2020-01-01", "2026-01-01" } }) {
			assertThatThrownBy(() -> report(Operator.ADMIN_KEY, wrong[0], wrong[1], null)).as(String.join(" ", wrong))
				.isInstanceOf(CallRefused.class);
		}
	}

	@Test
	@DisplayName("F05 F06: the table and the page say the same, and names stay text in both")
	void theTableAndThePageSayTheSameAndNamesStayText() throws Exception {
		GovernanceReport report = report(null);
		List<CSVRecord> rows = CSVParser.parse(ReportTable.of(report), CSVFormat.RFC4180).getRecords();
		assertThat(rows).allMatch(row -> row.size() == rows.getFirst().size());
		CSVRecord team = row(rows, "team", "'" + HOSTILE);
		assertThat(team.get(7)).isEqualTo("4");
		assertThat(team.get(9)).isEqualTo("0.75");
		assertThat(row(rows, "data_class", "email").get(8)).isEqualTo("6");
		assertThat(row(rows, "breach", "budget_exceeded").get(7)).isEqualTo("1");
		assertThat(row(rows, "region", "eu").get(3)).isEqualTo("near/m");
		assertThat(rows.stream()
			.filter(row -> row.get(0).equals("change"))
			.mapToLong(row -> Long.parseLong(row.get(8)))
			.sum()).isEqualTo(4);
		ReportPage page = new ReportPage(this.json);
		String html = page.of(report);
		assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;")
			.doesNotContain("<img", "<script", " th:", " style=")
			.contains("budget_exceeded", "<td class=\"n\">$0.75</td>", "near/m", "No verification is available.",
					"1 Oct 2026, 00:00 UTC");
		assertThat(page.contentPolicy()).startsWith("default-src 'none'; style-src 'sha256-");
		String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
		assertThat(page.contentPolicy()).contains(Base64.getEncoder()
			.encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8))));
	}

	private static CSVRecord row(List<CSVRecord> rows, String section, String name) {
		return rows.stream()
			.filter(row -> row.get(0).equals(section) && row.get(1).equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No row " + section + " " + name + " in " + rows));
	}

	@Test
	@DisplayName("M02: of each closed month two nodes at once keep one report, which never changes")
	void ofEachClosedMonthOneReportIsKept() throws Exception {
		RealDatabase.client()
			.sql("UPDATE organisation SET created_at = '2026-09-10T00:00:00Z' WHERE id = (SELECT id FROM organisation ORDER BY created_at LIMIT 1)")
			.update();
		JdbcReportArchive archive = new JdbcReportArchive(this.database);
		MonthlyReports monthly = new MonthlyReports(this.governance, archive, this.trail, this.json, CLOCK);
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> both = new ArrayList<>();
			both.add(nodes.submit(monthly::makeMissing));
			both.add(nodes.submit(monthly::makeMissing));
			for (Future<?> node : both) {
				node.get();
			}
		}
		List<ReportArchive.Entry> kept = monthly.list(Operator.ADMIN_KEY);
		assertThat(kept).extracting(ReportArchive.Entry::from)
			.containsExactly(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-09-01T00:00:00Z"));
		assertThat(RealDatabase.client()
			.sql("SELECT after ->> 'sha256' FROM admin_event WHERE kind = 'compliance_report'")
			.query(String.class)
			.list()).containsExactlyInAnyOrderElementsOf(kept.stream().map(ReportArchive.Entry::sha256).toList());
		GovernanceReport october = monthly.find(Operator.ADMIN_KEY, kept.getFirst().id());
		assertThat(october.usage().calls()).isEqualTo(9);
		append(call(this.quiet, "near", Outcome.OK, 200, null, null, List.of()));
		monthly.makeMissing();
		assertThat(monthly.find(Operator.ADMIN_KEY, kept.getFirst().id())).isEqualTo(october);
		assertThat(monthly.list(Operator.ADMIN_KEY)).isEqualTo(kept);
		assertThatThrownBy(() -> RealDatabase.client().sql("UPDATE compliance_report SET document = ''").update())
			.hasStackTraceContaining("append-only");
	}

}
