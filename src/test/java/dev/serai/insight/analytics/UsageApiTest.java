package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What calls came to, asked through the running gateway. */
@ExtendWith(OneProvider.class)
class UsageApiTest {

	private static final String CHAT = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

	private Gateway gateway;

	private FakeProvider provider;

	private Operator operator;

	private JsonNode team;

	private JsonNode key;

	@BeforeEach
	void makeCalls(Gateway started, FakeProvider openai) {
		this.gateway = started;
		this.provider = openai;
		this.operator = new Operator(started);
		this.team = this.operator.newTeam();
		this.key = this.operator.newKey(this.team, "");
		call("=cmd()", "red, blue");
		call("plain", "blue");
	}

	private void call(String feature, String tags) {
		HttpResponse<String> answer = this.gateway.send(this.gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + this.key.path("secret").asText())
			.header("x-serai-feature", feature)
			.header("x-serai-tags", tags)
			.POST(BodyPublishers.ofString(CHAT))
			.build());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		this.operator.recordOf(answer);
	}

	private JsonNode usage(String query) {
		HttpResponse<String> answer = this.operator.get("/api/usage?team=" + teamId() + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Gateway.json(answer);
	}

	private String teamId() {
		return this.team.path("id").asText();
	}

	@Test
	void totalsAreTheSumsOfTheCalls() {
		JsonNode usage = usage("&by=feature&interval=day&zone=Asia/Kolkata");
		JsonNode total = usage.path("total");
		assertThat(total.path("calls").asInt()).isEqualTo(2);
		assertThat(total.path("ok").asInt()).isEqualTo(2);
		assertThat(total.path("attempts").asInt()).isEqualTo(2);
		assertThat(total.path("costUsd").asText()).isEqualTo("0.00042");
		assertThat(total.path("tokens").path("input").asInt()).isEqualTo(2000);
		assertThat(total.path("tokens").path("output").asInt()).isEqualTo(200);
		assertThat(total.path("latencyMs").path("p50").asDouble()).isPositive();
		assertThat(usage.path("data").findValuesAsText("key")).containsExactlyInAnyOrder("=cmd()", "plain");
		for (JsonNode item : usage.path("data")) {
			assertThat(item.path("costUsd").asText()).isEqualTo("0.00021");
			assertThat(item.path("latencyMs").isNull()).isTrue();
			assertThat(item.path("series")).isNotEmpty();
		}
		int inSeries = 0;
		for (JsonNode step : usage.path("series")) {
			inSeries += step.path("calls").asInt();
			assertThat(step.path("at").asText()).as("midnight in India").endsWith("T18:30:00Z");
		}
		assertThat(inSeries).isEqualTo(2);
	}

	@Test
	void aCallCountsAtEachOfItsTagsAndInTheTotalOnce() {
		JsonNode usage = usage("&by=tag");
		assertThat(usage.path("total").path("calls").asInt()).isEqualTo(2);
		assertThat(usage.path("data")).hasSize(2);
		assertThat(usage.path("data").path(0).path("key").asText()).isEqualTo("blue");
		assertThat(usage.path("data").path(0).path("calls").asInt()).isEqualTo(2);
		assertThat(usage.path("data").path(1).path("calls").asInt()).isEqualTo(1);
		assertThat(usage.has("series")).isFalse();
		JsonNode spend = Gateway.json(this.operator.get("/api/spend?by=tag"));
		assertThat(new BigDecimal(spend.path("totalUsd").asText())).isEqualByComparingTo(
				this.gateway.database().sql("SELECT sum(cost_usd) FROM call").query(BigDecimal.class).single());
	}

	@Test
	void keysAndTeamsHaveTheNamesThatTheyHaveNow() {
		String renamed = "renamed-" + UUID.randomUUID();
		this.operator.patch("/api/teams/" + teamId(), "{\"name\":\"" + renamed + "\"}");
		JsonNode byTeam = usage("&by=team").path("data").path(0);
		assertThat(byTeam.path("key").asText()).isEqualTo(teamId());
		assertThat(byTeam.path("name").asText()).isEqualTo(renamed);
		assertThat(byTeam.path("latencyMs").path("p99").asDouble()).isPositive();
		JsonNode byKey = usage("&by=key").path("data").path(0);
		assertThat(byKey.path("key").asText()).isEqualTo(this.key.path("id").asText());
		assertThat(byKey.path("name").asText()).isEqualTo(renamed + " / k");
	}

	@Test
	void whatAProviderFailedToAnswerCountsThereAsAnAttempt() {
		this.provider.plays((request, wire) -> wire.json(400, "{\"error\":{\"message\":\"no\"}}"));
		HttpResponse<String> refused = this.operator.chat(this.key, "gpt-4o-mini", "bad");
		this.operator.recordOf(refused);
		JsonNode total = usage("").path("total");
		assertThat(total.path("calls").asInt()).isEqualTo(3);
		assertThat(total.path("ok").asInt() + total.path("refused").asInt() + total.path("failed").asInt()
				+ total.path("left").asInt())
			.isEqualTo(3);
		assertThat(total.path("refused").asInt()).isEqualTo(1);
		JsonNode openai = usage("&by=provider").path("data").path(0);
		assertThat(openai.path("key").asText()).isEqualTo("openai");
		assertThat(openai.path("attempts").asInt()).isEqualTo(3);
		assertThat(openai.path("calls").asInt()).isEqualTo(2);
	}

	@Test
	void aFileForSpreadsheetsHoldsTheSameAndRunsNothing() throws Exception {
		HttpResponse<String> file = this.operator.get("/api/usage?team=" + teamId() + "&by=feature&format=csv");
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.headers().firstValue("content-type")).hasValue("text/csv;charset=utf-8");
		assertThat(file.headers().firstValue("content-disposition")).asString()
			.matches(
					".*attachment; filename=\"usage-by-feature-\\d{4}-\\d{2}-\\d{2}-to-\\d{4}-\\d{2}-\\d{2}\\.csv\".*");
		List<CSVRecord> rows = rows(file);
		assertThat(rows).extracting(row -> row.get("key")).containsExactlyInAnyOrder("'=cmd()", "plain");
		assertThat(rows).allSatisfy(row -> {
			assertThat(row.get("costUsd")).isEqualTo("0.00021");
			assertThat(row.get("inputTokens")).isEqualTo("1000");
			assertThat(row.get("at")).isEmpty();
		});
		assertThat(rows(this.operator.get("/api/usage?team=" + teamId() + "&interval=hour&format=csv")))
			.allSatisfy(row -> assertThat(row.get("at")).endsWith(":00:00Z"));
		assertThat(rows(this.operator
			.get("/api/usage?team=" + teamId() + "&interval=day&zone=Asia/Kolkata&from=2024-01-01&format=csv")))
			.allSatisfy(row -> {
				assertThat(row.get("at")).as("midnight in India").endsWith("T18:30:00Z");
				assertThat(row.get("localTime"))
					.isEqualTo(Instant.parse(row.get("at")).atZone(ZoneId.of("Asia/Kolkata")).toLocalDate().toString());
				assertThat(row.get("zone")).isEqualTo("Asia/Kolkata");
			});
	}

	@Test
	void callsAreAFileToo() throws Exception {
		HttpResponse<String> file = this.operator.get("/api/calls?teamId=" + teamId() + "&format=csv");
		assertThat(file.headers().firstValue("content-disposition")).asString()
			.matches(".*attachment; filename=\"calls-until-\\d{4}-\\d{2}-\\d{2}\\.csv\".*");
		List<CSVRecord> rows = rows(file);
		List<String> listed = new ArrayList<>();
		Gateway.json(this.operator.get("/api/calls?teamId=" + teamId()))
			.path("data")
			.forEach(call -> listed.add(call.path("id").asText()));
		assertThat(rows).extracting(row -> row.get("id")).hasSize(2).isEqualTo(listed);
		assertThat(rows).extracting(row -> row.get("feature")).containsExactly("plain", "'=cmd()");
		assertThat(rows).extracting(row -> row.get("tags")).containsExactly("blue", "red, blue");
		assertThat(rows).extracting(row -> row.get("operation")).containsOnly("chat");
	}

	@Test
	void callsInAFileHaveTheLocalTimeAndItsZone() throws Exception {
		HttpResponse<String> file = this.operator
			.get("/api/calls?teamId=" + teamId() + "&from=2020-01-01&zone=Asia/Kolkata&format=csv");
		assertThat(file.headers().firstValue("content-disposition")).asString().contains("calls-2020-01-01-to-");
		assertThat(rows(file)).hasSize(2).allSatisfy(row -> {
			assertThat(row.get("localTime")).isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
				.format(Instant.parse(row.get("at")).atZone(ZoneId.of("Asia/Kolkata"))));
			assertThat(row.get("zone")).isEqualTo("Asia/Kolkata");
		});
	}

	@Test
	void callsAreSortedByCostAndByTime() {
		for (String sort : List.of("cost", "time")) {
			JsonNode page = Gateway.json(this.operator.get("/api/calls?teamId=" + teamId() + "&sort=" + sort));
			List<Double> values = new ArrayList<>();
			page.path("data")
				.forEach(call -> values.add(call.path(sort.equals("cost") ? "costUsd" : "totalMs").asDouble()));
			assertThat(values).hasSize(2).isSortedAccordingTo(Comparator.reverseOrder());
			assertThat(page.path("next").isNull()).isTrue();
		}
		assertThat(Gateway.json(this.operator.get("/api/calls?teamId=" + teamId() + "&sort=time&limit=1")).path("data"))
			.hasSize(1);
		assertThat(this.operator.get("/api/calls?sort=cheapest").statusCode()).isEqualTo(400);
	}

	private static List<CSVRecord> rows(HttpResponse<String> file) throws Exception {
		return CSVFormat.RFC4180.builder()
			.setHeader()
			.setSkipHeaderRecord(true)
			.get()
			.parse(new java.io.StringReader(file.body()))
			.getRecords();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/api/calls?tag=red,               1
			/api/calls?tag=blue,              2
			/api/calls?tag=blu,               0
			/api/calls?minUsd=0.00021,        2
			/api/calls?minUsd=0.00022,        0
			/api/calls?status=200,            2
			/api/calls?status=500,            0
			/api/calls?tag=blue&feature=plain,1
			/api/calls?to=2020-01-01,         0
			/api/calls?from=2020-01-01,       2
			/api/calls?session=nobody,        0
			""")
	void callsAreChosenByMore(String path, int count) {
		HttpResponse<String> answer = this.operator.get(path + "&teamId=" + teamId());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(Gateway.json(answer).path("data")).hasSize(count);
		HttpResponse<String> byKey = this.operator.get(path + "&key=" + this.key.path("id").asText());
		assertThat(Gateway.json(byKey).path("data")).hasSize(count);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/api/usage?by=caller,                                        400, by
			/api/usage?interval=minute,                                  400, interval
			/api/usage?interval=hour&from=2020-01-01&to=2026-01-01,      400, interval
			/api/usage?zone=Europe/Atlantis,                             400, zone
			/api/usage?format=xml,                                       400, format
			/api/usage?from=2026-02-02&to=2026-02-01,                    400, to
			/api/usage?team=x,                                           400, team
			/api/usage?team=6f1c2a34-1d5e-4a7b-9c8d-000000000001,        404,
			/api/usage?teams=x,                                          400, teams
			/api/usage?from=yesterday,                                   400, from
			/api/usage?from=2026-02-30,                                  400, from
			/api/usage?to=2026-01-01T00:00:00,                           400, to
			/api/usage?from=-999999-01-01T00:00:00Z,                     400, from
			/api/spend,                                                  400, by
			/api/spend?by=key_id,                                        400, by
			/api/calls?limit=0,                                          400, limit
			/api/calls?limit=501,                                        400, limit
			/api/calls?limit=1.5,                                        400, limit
			/api/calls?limit=99999999999,                                400, limit
			/api/calls?before=AAAA,                                      400, before
			/api/calls?key=x,                                            400, key
			/api/calls?teamId=x,                                         400, teamId
			/api/calls?minUsd=-1,                                        400, minUsd
			/api/calls?minMs=soon,                                       400, minMs
			/api/calls?status=20x,                                       400, status
			/api/calls?from=2026-02-02&to=2026-02-01,                    400, to
			""")
	void aWrongParameterIsNamed(String path, int status, String param) {
		HttpResponse<String> refused = this.operator.get(path);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
		assertThat(Gateway.json(refused).path("error").path("param").asText(null)).isEqualTo(param);
	}

}
