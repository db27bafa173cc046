package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tables of the ledger, whose queries stand in routes. */
@ExtendWith(OneProvider.class)
class ExportsTest {

	private static final String OWN = """
			- route:
			    id: export-teams
			    description: Teams by name
			    from:
			      uri: direct:export-teams
			      steps:
			        - setBody: { id: teams-query, constant: "SELECT name, created_at FROM team ORDER BY name" }
			        - to: { id: teams-rows, uri: "jdbc:export-database", parameters: { outputType: SelectList } }
			- route:
			    id: export-hostile
			    description: Tries to change the ledger
			    from:
			      uri: direct:export-hostile
			      steps:
			        - setBody: { id: hostile-query, constant: "DELETE FROM team RETURNING name" }
			        - to: { id: hostile-rows, uri: "jdbc:export-database", parameters: { outputType: SelectList } }
			""";

	@Test
	void areListedWithWhatTheyHold(Gateway gateway) {
		JsonNode exports = Gateway.json(new Operator(gateway).get("/api/exports")).path("data");
		assertThat(exports.findValuesAsText("name")).contains("chargeback", "failures", "models", "refusals");
		assertThat(exports.findValuesAsText("description")).allSatisfy(text -> assertThat(text).isNotBlank());
	}

	@Test
	void sumToWhatTheLedgerSays(Gateway gateway, FakeProvider provider) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		operator.chat(key, "gpt-4o-mini", "exported");
		operator.chat(key, "gpt-4o-mini", "exported");
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"no\"}}"));
		operator.chat(key, "gpt-4o-mini", "failing");
		String of = "?team=" + team.path("id").asText();
		await().untilAsserted(() -> {
			JsonNode table = Gateway.json(operator.get("/api/exports/chargeback" + of));
			assertThat(table.path("data")).hasSize(2);
			JsonNode row = table.path("data").path(0);
			assertThat(row.path("team").asText()).isEqualTo(team.path("name").asText());
			assertThat(row.path("feature").asText()).isEqualTo("exported");
			assertThat(row.path("calls").asLong()).isEqualTo(2);
			assertThat(new BigDecimal(row.path("cost_usd").asText())).isEqualByComparingTo("0.00042");
			assertThat(row.path("cost_usd").isTextual()).isTrue();
		});
		JsonNode models = Gateway.json(operator.get("/api/exports/models" + of)).path("data");
		assertThat(models.findValuesAsText("model")).contains("gpt-4o-mini");
		JsonNode failures = Gateway.json(operator.get("/api/exports/failures" + of)).path("data");
		assertThat(failures.findValuesAsText("provider")).containsOnly("openai");
		assertThat(failures.path(0).path("status").asInt()).isEqualTo(500);
		String csv = operator.get("/api/exports/chargeback" + of + "&format=csv").body();
		assertThat(csv.lines().findFirst())
			.contains("month,team,feature,calls,input_tokens,output_tokens,cost_usd,saved_usd");
		assertThat(csv.lines()).hasSize(3).anyMatch(line -> line.contains(",exported,2,"));
	}

	@Test
	void listWhatProvidersRefused(Gateway gateway, FakeProvider provider) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		provider.plays(
				(request, wire) -> wire.json(400, "{\"error\":{\"message\":\"No such thing\",\"param\":\"thing\"}}"));
		operator.chat(key, "gpt-4o-mini", "refused");
		operator.chat(key, "gpt-4o-mini", "refused");
		await().untilAsserted(() -> {
			JsonNode refusals = Gateway.json(operator.get("/api/exports/refusals?team=" + team.path("id").asText()))
				.path("data");
			assertThat(refusals).hasSize(1);
			assertThat(refusals.path(0).path("deployment").asText()).isEqualTo("openai/gpt-4o-mini");
			assertThat(refusals.path(0).path("message").asText()).contains("No such thing");
			assertThat(refusals.path(0).path("attempts").asLong()).isEqualTo(2);
			assertThat(refusals.path(0).path("served_elsewhere").asLong()).isZero();
		});
	}

	@Test
	void holdNothingOfAnotherPeriod(Gateway gateway) {
		JsonNode table = Gateway
			.json(new Operator(gateway).get("/api/exports/chargeback?from=2020-01-01&to=2020-02-01"));
		assertThat(table.path("data")).isEmpty();
		assertThat(table.at("/period/from").asText()).isEqualTo("2020-01-01T00:00:00Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "chargeback%20", "CHARGEBACK", "%7B%7Benv:PATH%7D%7D", "${body}" })
	void areFoundByTheirExactNameAlone(String name, Gateway gateway) {
		HttpResponse<String> answer = new Operator(gateway)
			.get("/api/exports/" + name.replace("${body}", "%24%7Bbody%7D"));
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "from=yesterday", "to=2026-13-01", "team=x", "format=xml", "by=team",
			"from=2026-02-01&to=2026-01-01", "team=%27%20OR%201%3D1%20--" })
	void refuseParametersThatMakeNoSense(String query, Gateway gateway) {
		assertThat(new Operator(gateway).get("/api/exports/chargeback?" + query).statusCode()).isEqualTo(400);
	}

	@Test
	void canBeAddedAsRoutesButNeverChangeAnything(@TempDir Path configDir) throws Exception {
		Files.writeString(Files.createDirectories(configDir.resolve("routes")).resolve("own.camel.yaml"), OWN);
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), configDir)) {
			Operator operator = new Operator(gateway);
			String team = operator.newTeam().path("name").asText();
			assertThat(Gateway.json(operator.get("/api/exports/teams")).path("data").findValuesAsText("name"))
				.contains(team);
			HttpResponse<String> hostile = operator.get("/api/exports/hostile");
			assertThat(hostile.statusCode()).isEqualTo(500);
			assertThat(hostile.body()).contains("export_failed").doesNotContain("DELETE", "SQL");
			assertThat(Gateway.json(operator.get("/api/exports/teams")).path("data").findValuesAsText("name"))
				.contains(team);
		}
	}

}
