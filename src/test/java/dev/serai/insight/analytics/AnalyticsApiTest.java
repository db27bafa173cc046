package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OneProvider.class)
class AnalyticsApiTest {

	private static final String MODEL = "gpt-4o-mini";

	private Gateway gateway;

	private Operator operator;

	@BeforeEach
	void take(Gateway started) {
		this.gateway = started;
		this.operator = new Operator(started);
	}

	@Test
	void pagesGoFromTheNewestCallToTheOldestAndEnd() {
		JsonNode team = this.operator.newTeam();
		List<String> made = calls(this.operator.newKey(team, ""), 5, "paging");

		List<String> seen = new ArrayList<>();
		String team1 = "/api/calls?limit=2&team=" + team.path("name").asText();
		JsonNode page = Gateway.json(this.operator.get(team1));
		assertThat(page.path("data")).hasSize(2);
		seen.addAll(page.path("data").findValuesAsText("id"));
		calls(this.operator.newKey(team, ""), 1, "comes meanwhile");
		while (!page.path("next").isNull()) {
			page = Gateway.json(this.operator.get(team1 + "&before=" + page.path("next").asText()));
			seen.addAll(page.path("data").findValuesAsText("id"));
		}
		assertThat(seen).isEqualTo(made.reversed());
	}

	@Test
	void aCallInTheListHasTheContractsFields() {
		JsonNode team = this.operator.newTeam();
		calls(this.operator.newKey(team, ""), 1, "fields");
		JsonNode call = Gateway.json(this.operator.get("/api/calls?team=" + team.path("name").asText()))
			.path("data")
			.path(0);
		assertThat(call.fieldNames()).toIterable()
			.contains("id", "team", "feature", "operation", "modelRequested", "model", "provider", "outcome",
					"attempts", "costUsd", "baselineUsd", "usage", "firstTokenMs", "totalMs", "overheadMs", "at")
			.doesNotContain("decision");
		assertThat(call.path("outcome").asText()).isEqualTo("ok");
		assertThat(call.path("attempts").asInt()).isEqualTo(1);
		assertThat(call.path("costUsd").isTextual()).isTrue();
		assertThat(call.path("usage").path("input").asInt()).isEqualTo(1000);
		assertThat(call.path("usage").path("output").asInt()).isEqualTo(100);
		assertThat(call.path("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
	}

	@Test
	void filtersChooseAmongTheCalls() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		calls(key, 2, "a-" + team.path("name").asText());
		String feature = "b-" + team.path("name").asText();
		calls(key, 1, feature);
		HttpResponse<String> refused = this.operator.chat(key, "no-such-model", feature);
		assertThat(this.operator.recordOf(refused).path("status").asInt()).isEqualTo(404);

		assertThat(found("feature=" + feature)).isEqualTo(2);
		assertThat(found("feature=" + feature + "&outcome=ok")).isEqualTo(1);
		assertThat(found("feature=" + feature + "&outcome=refused&provider=")).isEqualTo(1);
		assertThat(found("feature=" + feature + "&model=" + MODEL + "&provider=openai")).isEqualTo(1);
		assertThat(found("feature=" + feature + "&provider=nobody")).isZero();
	}

	@Test
	void aCallSaysItsOperationAndIsFoundByIt() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		String id = calls(key, 1, "read").getFirst();
		HttpResponse<String> unreadable = this.gateway.send(this.gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(HttpRequest.BodyPublishers.ofString("{\"model\":"))
			.build());
		assertThat(unreadable.statusCode()).as(unreadable.body()).isEqualTo(400);
		JsonNode unread = this.operator.recordOf(unreadable);
		assertThat(unread.has("operation")).isTrue();
		assertThat(unread.path("operation").isNull()).isTrue();

		assertThat(Gateway.json(this.operator.get("/api/calls/" + id)).path("operation").asText()).isEqualTo("chat");
		String calls = "/api/calls?teamId=" + team.path("id").asText();
		assertThat(Gateway.json(this.operator.get(calls)).path("data").findValuesAsText("operation"))
			.containsExactly("null", "chat");
		assertThat(Gateway.json(this.operator.get(calls + "&operation=chat")).path("data").findValuesAsText("id"))
			.containsExactly(id);
		assertThat(Gateway.json(this.operator.get(calls + "&operation=embedding")).path("data")).isEmpty();
	}

	private int found(String query) {
		return Gateway.json(this.operator.get("/api/calls?" + query)).path("data").size();
	}

	@ParameterizedTest
	@ValueSource(strings = { "team", "provider", "model", "deployment", "feature" })
	void spendIsTheSumOfTheCalls(String by) {
		JsonNode team = this.operator.newTeam();
		String name = team.path("name").asText();
		calls(this.operator.newKey(team, ""), 3, name);

		JsonNode spend = Gateway.json(this.operator.get("/api/spend?by=" + by));
		BigDecimal listed = BigDecimal.ZERO;
		for (JsonNode item : spend.path("data")) {
			assertThat(item.path("costUsd").isTextual() && item.path("savedUsd").isTextual()).isTrue();
			listed = listed.add(new BigDecimal(item.path("costUsd").asText()));
			if (item.path("key").asText().equals(name)) {
				assertThat(item.path("calls").asInt()).isEqualTo(3);
				assertThat(item.path("costUsd").asText()).isEqualTo("0.00063");
			}
		}
		assertThat(new BigDecimal(spend.path("totalUsd").asText())).isEqualByComparingTo(listed)
			.isEqualByComparingTo(
					this.gateway.database().sql("SELECT sum(cost_usd) FROM call").query(BigDecimal.class).single());
		String expected = switch (by) {
			case "provider" -> "openai";
			case "model" -> MODEL;
			case "deployment" -> "openai/" + MODEL;
			default -> name;
		};
		assertThat(spend.path("data").findValuesAsText("key")).contains(expected);
	}

	@Test
	void spendIsThatOfTheTimeAskedFor() {
		calls(this.operator.newKey(this.operator.newTeam(), ""), 1, "time");
		assertThat(total("from=2020-01-01&to=2020-01-02")).isEqualTo("0");
		assertThat(new BigDecimal(total("from=2020-01-01T00:00:00Z"))).isPositive();
		assertThat(total("from=9000-01-01")).isEqualTo("0");
	}

	private String total(String query) {
		return Gateway.json(this.operator.get("/api/spend?by=team&" + query)).path("totalUsd").asText();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/api/calls?limit=0,                       limit
			/api/calls?limit=501,                     limit
			/api/calls?limit=x,                       limit
			/api/calls?limit=1&limit=2,               limit
			/api/calls?before=x,                      before
			/api/calls?before=AAAA,                   before
			/api/calls?tem=a,                         tem
			/api/teams?limit=1,                       limit
			/api/spend,                               by
			/api/spend?by=,                           by
			/api/spend?by=caller,                     by
			/api/spend?by=TEAM,                       by
			/api/spend?by=team&from=yesterday,        from
			/api/spend?by=team&from=2025-02-30,       from
			/api/spend?by=team&to=1735689600,         to
			/api/spend?by=team&from=2025-02-02&to=2025-02-01, to
			""")
	void aWrongParameterIs400AndNamed(String path, String param) {
		HttpResponse<String> refused = this.operator.get(path);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).isEqualTo(param);
	}

	@Test
	void httpHeadersAreNoParameters() {
		HttpRequest request = this.gateway.admin("/api/spend?by=team")
			.header("From", "somebody@example.org")
			.header("limit", "0")
			.header("id", UUID.randomUUID().toString())
			.GET()
			.build();
		HttpResponse<String> answer = this.gateway.send(request);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().map()).doesNotContainKeys("from", "limit", "id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "00000000-0000-0000-0000-000000000000", "01890a5d-ac96-774b-bcce-b302099a8057",
			"ffffffff-ffff-7fff-bfff-ffffffffffff" })
	void aCallThatIsNotThereIs404(String id) {
		HttpResponse<String> refused = this.operator.get("/api/calls/" + id);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
		assertThat(Gateway.json(refused).path("error").path("code").asText()).isEqualTo("call_not_found");
	}

	/**
	 * Makes calls one after the other and waits for their records; their ids in order.
	 */
	private List<String> calls(JsonNode key, int count, String feature) {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			HttpResponse<String> answer = this.operator.chat(key, MODEL, feature);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			ids.add(this.operator.recordOf(answer).path("id").asText());
		}
		assertThat(new HashSet<>(ids)).hasSize(count);
		return ids;
	}

}
