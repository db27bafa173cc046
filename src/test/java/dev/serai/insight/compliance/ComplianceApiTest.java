package dev.serai.insight.compliance;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.Caller;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.SampleCalls;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is kept, forgotten and shown, through a gateway of its own: calls are removed, and
 * the sums no longer equal those that are left.
 */
class ComplianceApiTest {

	private static FakeProvider provider;

	private static Gateway own;

	private Gateway gateway;

	private Operator operator;

	private JsonNode team;

	private String teamId;

	@BeforeAll
	static void start() {
		provider = new FakeProvider().plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
		own = Gateway.with(provider);
	}

	@AfterAll
	static void stop() {
		own.close();
		provider.close();
	}

	@BeforeEach
	void makeTeam() {
		this.gateway = own;
		this.operator = new Operator(own);
		this.team = this.operator.newTeam();
		this.teamId = this.team.path("id").asText();
	}

	private JsonNode get(String path) {
		HttpResponse<String> answer = this.operator.get(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Gateway.json(answer);
	}

	private HttpResponse<String> chat(JsonNode key, String endUser, String idempotencyKey) {
		return this.gateway.send(this.gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.header("idempotency-key", idempotencyKey)
			.header("x-serai-session", "talk " + idempotencyKey)
			.POST(BodyPublishers.ofString("{\"model\":\"gpt-4o-mini\",\"user\":\"" + endUser
					+ "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
			.build());
	}

	@Test
	void retentionIsSetByAdminsAndInherited() {
		String path = "/api/teams/" + this.teamId + "/retention";
		assertThat(get(path).path("callDays").isNull()).isTrue();
		HttpResponse<String> set = this.operator.send("PUT", path, "{\"callDays\":90}");
		assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
		assertThat(get(path).path("effectiveDays").asInt()).isEqualTo(90);
		for (String wrong : List.of("{\"callDays\":34}", "{\"callDays\":36501}", "{\"callDays\":\"90\"}", "{}",
				"{\"callDays\":90,\"x\":1}")) {
			assertThat(this.operator.send("PUT", path, wrong).statusCode()).as(wrong).isEqualTo(400);
		}
		Browser owner = Browser.of(this.gateway, "member").in(this.team, "owner");
		assertThat(owner.get(path).statusCode()).isEqualTo(200);
		assertThat(owner.send("PUT", path, "{\"callDays\":40}").statusCode()).as("evidence is not theirs to shorten")
			.isEqualTo(403);
		JsonNode event = get("/api/audit?kind=retention&subject=" + this.teamId).path("data").get(0);
		assertThat(event.path("before").path("callDays").isNull()).isTrue();
		assertThat(event.path("after").path("callDays").asInt()).isEqualTo(90);
		assertThat(this.operator.send("PUT", path, "{\"callDays\":null}").statusCode()).isEqualTo(200);

		String organisation = Gateway
			.json(this.operator.post("/api/organisations", "{\"name\":\"" + UUID.randomUUID() + "\"}"))
			.path("id")
			.asText();
		JsonNode inherits = Gateway.json(this.operator.post("/api/teams",
				"{\"name\":\"" + UUID.randomUUID() + "\",\"organisationId\":\"" + organisation + "\"}"));
		assertThat(this.operator.send("PUT", "/api/organisations/" + organisation + "/retention", "{\"callDays\":50}")
			.statusCode()).isEqualTo(200);
		JsonNode facts = get("/api/teams/" + inherits.path("id").asText() + "/retention");
		assertThat(facts.path("callDays").isNull()).isTrue();
		assertThat(facts.path("inheritedDays").asInt()).isEqualTo(50);
		assertThat(facts.path("effectiveDays").asInt()).isEqualTo(50);
	}

	@Test
	@DisplayName("F13: the route removes what has been kept long enough, and the records verify")
	void theRouteRemovesWhatHasBeenKeptLongEnough() {
		Instant old = Instant.now().minus(100, ChronoUnit.DAYS);
		Team facts = this.gateway.part(TeamDirectory.class).find(UUID.fromString(this.teamId)).orElseThrow();
		SampleCalls samples = new SampleCalls(17);
		List<CallRecord> calls = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			CallRecord call = samples.at(old.plusSeconds(i * 60L));
			calls.add(new CallRecord(call.id(), call.endedAt(),
					new Caller(facts.organisationId(), facts.id(), facts.name(), UUID.randomUUID(), "k", ZoneOffset.UTC,
							Set.of()),
					call.labels(), call.operation(), call.modelRequested(), call.policy(), call.served(), call.stream(),
					call.outcome(), call.status(), call.errorCode(), call.usage(), call.cost(), call.baselineUsd(),
					call.savedUsd(), call.cache(), call.guardEvents(), call.timing(), call.decision(),
					call.attempts()));
		}
		this.gateway.part(Ledger.class).append(calls);
		List<UsageSum> before = sums();
		assertThat(before.getFirst().measures().calls()).isEqualTo(25);
		ProducerTemplate routes = this.gateway.part(ProducerTemplate.class);
		routes.sendBody("direct:remove-expired", null);
		assertThat(callsOfTeam()).as("no rule, nothing goes").isEqualTo(25);
		this.operator.send("PUT", "/api/teams/" + this.teamId + "/retention", "{\"callDays\":60}");
		routes.sendBody("direct:remove-expired", null);
		assertThat(callsOfTeam()).isZero();
		assertThat(sums()).as("the sums stay")
			.first()
			.satisfies(sum -> assertThat(sum.measures().costUsd()).isEqualTo(before.getFirst().measures().costUsd()));
		JsonNode verdict = get("/api/audit/verify");
		assertThat(verdict.path("first").isNull() || !verdict.path("first").path("kind").asText().equals("removal"))
			.as(verdict.toString())
			.isTrue();
		assertThat(verdict.path("removed").asInt()).isGreaterThanOrEqualTo(25);
		assertThat(get("/api/audit?actor=serai&kind=call").path("data").get(0).path("after").path("calls").asInt())
			.isEqualTo(25);
		assertThat(get("/api/compliance/report").path("retention").path("removedCalls").asInt())
			.isGreaterThanOrEqualTo(25);
	}

	private List<UsageSum> sums() {
		Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(200, ChronoUnit.DAYS);
		return this.gateway.part(UsageSums.class)
			.sums(UsageQuery.total(Set.of(UUID.fromString(this.teamId)), from, from.plus(201, ChronoUnit.DAYS)));
	}

	private long callsOfTeam() {
		return this.gateway.database()
			.sql("SELECT count(*) FROM call WHERE team_id = ?::uuid")
			.param(this.teamId)
			.query(Long.class)
			.single();
	}

	@Test
	@DisplayName("F05 F11: a report in every format, for who may see it")
	void aReportInEveryFormatForWhoMaySeeIt() {
		JsonNode key = this.operator.newKey(this.team, "");
		this.operator.recordOf(this.operator.chat(key, "gpt-4o-mini", "compliance"));
		String path = "/api/compliance/report?team=" + this.teamId;
		JsonNode report = get(path);
		assertThat(report.path("usage").path("calls").asInt()).isEqualTo(1);
		assertThat(report.path("usage").path("costUsd").asText()).isEqualTo("0.00021");
		assertThat(report.path("teams").get(0).path("models").get(0).path("deployment").asText())
			.isEqualTo("openai/gpt-4o-mini");
		assertThat(report.path("keys").get(0).path("name").asText())
			.isEqualTo(this.team.path("name").asText() + " / k");
		HttpResponse<String> table = this.operator.get(path + "&format=csv");
		assertThat(table.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
		assertThat(table.headers().firstValue("content-disposition")).asString()
			.contains("attachment; filename=\"governance-20");
		assertThat(table.body())
			.contains("team," + this.team.path("name").asText() + "," + this.teamId + ",,,,,1,,0.00021");
		HttpResponse<String> page = this.operator.get(path + "&format=html");
		assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
		assertThat(page.headers().allValues("content-security-policy")).as("one policy, the page's own")
			.singleElement()
			.asString()
			.startsWith("default-src 'none'; style-src 'sha256-");
		assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
		assertThat(page.body()).contains("<h1>Governance report</h1>", "openai/gpt-4o-mini");
		assertThat(this.operator.get(path + "&format=pdf").statusCode()).isEqualTo(400);
		assertThat(this.operator.get("/api/compliance/report?team=none").statusCode()).isEqualTo(400);
		Browser owner = Browser.of(this.gateway, "member").in(this.team, "owner");
		assertThat(owner.get(path).statusCode()).isEqualTo(200);
		JsonNode own = Gateway.json(owner.get("/api/compliance/report"));
		assertThat(own.path("usage").path("calls").asInt()).isEqualTo(1);
		assertThat(own.path("verification").isNull()).isTrue();
		Browser outsider = Browser.of(this.gateway, "member").in(this.operator.newTeam(), "owner");
		assertThat(outsider.get(path).statusCode()).isEqualTo(404);
	}

	@Test
	@DisplayName("F13: one person's data is handed out, then erased, and the records verify")
	void onePersonsDataIsHandedOutAndErased() {
		JsonNode key = this.operator.newKey(this.team, "");
		String person = "Renée-" + UUID.randomUUID();
		for (int i = 0; i < 3; i++) {
			this.operator.recordOf(chat(key, person, person.substring(6) + i));
		}
		this.operator.recordOf(chat(key, "somebody else", UUID.randomUUID().toString()));
		String path = "/api/people-data?endUser=" + URLEncoder.encode(person, StandardCharsets.UTF_8);
		JsonNode data = get(path);
		assertThat(data.path("endUser").asText()).isEqualTo(person);
		assertThat(data.path("calls")).hasSize(3);
		assertThat(data.path("keptAnswers").asInt()).isEqualTo(3);
		assertThat(data.path("calls").get(0).path("session").asText()).isEqualTo("talk " + person.substring(6) + 0);
		assertThat(data.path("calls").get(0).path("attempts")).hasSize(1);
		assertThat(get("/api/audit?kind=end_user&limit=1").toString()).contains("export").doesNotContain(person);
		assertThat(Gateway.json(this.operator.post("/api/erasures", "{\"endUser\":\"" + person + "\"}"))
			.path("calls")
			.asInt()).isEqualTo(3);
		JsonNode after = get(path);
		assertThat(after.path("calls")).isEmpty();
		assertThat(after.path("keptAnswers").asInt()).isZero();
		assertThat(this.gateway.database()
			.sql("SELECT count(*) FROM call WHERE session LIKE ?")
			.param("talk " + person.substring(6) + "%")
			.query(Long.class)
			.single()).isZero();
		assertThat(get("/api/people-data?endUser=somebody%20else").path("calls").size()).isPositive();
		assertThat(this.operator.get("/api/people-data").statusCode()).isEqualTo(400);
		JsonNode verdict = get("/api/audit/verify");
		assertThat(verdict.path("erased").asInt()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void theExportGoesOnOverManyPages() {
		JsonNode key = this.operator.newKey(this.team, "");
		String person = "many-" + UUID.randomUUID();
		SampleCalls samples = new SampleCalls(23);
		Clock clock = Clock.systemUTC();
		List<CallRecord> calls = new ArrayList<>();
		for (int i = 0; i < 230; i++) {
			calls.add(SampleCalls.of(samples.at(clock.instant().minusSeconds(i)), person));
		}
		this.gateway.part(Ledger.class).append(calls);
		assertThat(key.path("id").asText()).isNotEmpty();
		JsonNode data = get("/api/people-data?endUser=" + person);
		assertThat(data.path("calls")).hasSize(230);
		assertThat(data.path("calls").findValuesAsText("at")).isSorted();
	}

	@Test
	void theRegisterShowsWhatIsThereAndWhatIsNotDeclared() {
		JsonNode register = get("/api/compliance/register");
		JsonNode provider = register.path("providers").get(0);
		assertThat(provider.path("name").asText()).isEqualTo("openai");
		assertThat(provider.path("host").asText()).isEqualTo("127.0.0.1");
		assertThat(provider.path("dataProcessing").isNull()).isTrue();
		JsonNode limited = Gateway.json(this.operator.post("/api/teams",
				"{\"name\":\"limited " + UUID.randomUUID() + "\",\"allowedModels\":[\"gpt-4o-mini\"]}"));
		JsonNode model = find(get("/api/compliance/register").path("models"), "gpt-4o-mini");
		assertThat(model.path("policies")).isNotEmpty();
		assertThat(model.path("teams").toString()).contains(limited.path("name").asText());
		assertThat(model.path("deployments").get(0).path("pricesFrom")).isNotEmpty();
		assertThat(model.path("deprecatedAt").isNull()).isTrue();
		HttpResponse<String> table = this.operator.get("/api/compliance/register?format=csv");
		assertThat(table.body()).contains("provider,openai,,openai,127.0.0.1,,not declared,")
			.contains("deployment,openai/gpt-4o-mini,openai,")
			.doesNotContain("sk-openai-canary");
		assertThat(this.operator.get("/api/compliance/register?format=html").statusCode()).isEqualTo(400);
	}

	private static JsonNode find(JsonNode list, String name) {
		for (JsonNode item : list) {
			if (item.path("name").asText().equals(name)) {
				return item;
			}
		}
		throw new AssertionError("No " + name);
	}

	@Test
	void everyItemOfTheChecklistHasAState() {
		get("/api/audit/verify");
		JsonNode items = get("/api/compliance/checklist").path("data");
		assertThat(items.findValuesAsText("framework")).contains("EU AI Act", "GDPR", "SOC 2", "ISO/IEC 42001");
		assertThat(items.findValuesAsText("id")).doesNotHaveDuplicates();
		assertThat(items.findValuesAsText("status")).contains("partly", "not_by_serai");
		for (JsonNode item : items) {
			assertThat(item.path("beyond").asText()).as(item.toString()).isNotEmpty();
			assertThat(item.path("evidence").isEmpty()).as(item.toString())
				.isEqualTo(item.path("status").asText().equals("not_by_serai"));
			item.path("evidence").forEach(found -> assertThat(found.path("says").asText()).isNotEmpty());
		}
		assertThat(items.toString()).contains("1 of 1 providers without declared processing terms")
			.contains("Verified at 20");
	}

	@Test
	void reportsOnClosedMonthsAreListedAndShown() {
		this.gateway.database().sql("UPDATE organisation SET created_at = created_at - interval '40 days'").update();
		this.gateway.part(ProducerTemplate.class).sendBody("direct:monthly-governance-report", null);
		JsonNode reports = get("/api/compliance/reports").path("data");
		assertThat(reports).isNotEmpty();
		String id = reports.get(0).path("id").asText();
		assertThat(get("/api/compliance/reports/" + id).path("scope").asText()).isEqualTo("all");
		assertThat(this.operator.get("/api/compliance/reports/" + id + "?format=html").body()).contains("<h1>");
		assertThat(this.operator.get("/api/compliance/reports/" + id + "?format=csv").body()).startsWith("section,");
		await().untilAsserted(() -> assertThat(
				get("/api/audit?kind=compliance_report&subject=" + id).path("data").get(0).path("after").path("sha256"))
			.isEqualTo(reports.get(0).path("sha256")));
	}

}
