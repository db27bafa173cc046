package dev.serai.admin.organisation;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a key may be used for, and how that is changed. */
@ExtendWith(OneProvider.class)
class TermsApiTest {

	private static final String MODEL = "gpt-4o-mini";

	private static final String ALL = """
			,"allowedModels":["gpt-4o-mini"],"allowedEndpoints":["/v1/chat/completions"],\
			"allowedOrigins":["127.0.0.0/8","::1"],"expiresAt":"2999-01-01T00:00:00Z",\
			"defaults":{"feature":"f","policy":"auto:cheapest","maxOutputTokens":77,"tags":["b","a"]}""";

	private Gateway gateway;

	private FakeProvider provider;

	private Operator operator;

	@BeforeEach
	void take(Gateway started, FakeProvider fake) {
		this.gateway = started;
		this.provider = fake;
		this.operator = new Operator(started);
	}

	private HttpResponse<String> chat(JsonNode key, String body, String... headers) {
		var request = this.gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.gateway.send(request.POST(BodyPublishers.ofString(body)).build());
	}

	private static String ask(String more) {
		return "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
	}

	private static String path(JsonNode key) {
		return "/api/keys/" + key.path("id").asText();
	}

	private JsonNode shown(JsonNode key) {
		return Gateway.json(this.operator.get(path(key)));
	}

	@Test
	void aPermittedModelThatDoesNotExistIsAcceptedWithAWarningThatNamesTheNearest() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team,
				",\"allowedModels\":[\"gpt4o-mini\",\"auto\",\"openai/gpt-4o-mini\"]");
		assertThat(key.path("warnings").toString())
			.isEqualTo("[\"allowedModels: there is no model or policy gpt4o-mini; did you mean gpt-4o-mini?\"]");
		JsonNode changed = Gateway
			.json(this.operator.patch(path(key), "{\"allowedModels\":[\"gpt-4o-mini\",\"atuo\"]}"));
		assertThat(changed.path("warnings").toString())
			.isEqualTo("[\"allowedModels: there is no model or policy atuo; did you mean auto?\"]");
		assertThat(this.operator.patch(path(key), "{\"allowedModels\":[\"auto\"]}").body()).doesNotContain("warnings");
		JsonNode narrowed = Gateway.json(this.operator.patch("/api/teams/" + team.path("id").asText(),
				"{\"allowedModels\":[\"auto:cheepest\"]}"));
		assertThat(narrowed.path("warnings").toString()).contains("did you mean auto:cheapest?");
	}

	@Test
	void aChangeChangesOnlyWhatIsSentAndNullTakesALimitAway() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ALL);
		JsonNode made = shown(key);
		assertThat(made.path("allowedOrigins").toString()).isEqualTo("[\"127.0.0.0/8\",\"::1/128\"]");
		assertThat(made.path("defaults").toString()).isEqualTo(
				"{\"feature\":\"f\",\"policy\":\"auto:cheapest\",\"maxOutputTokens\":77,\"tags\":[\"a\",\"b\"]}");

		HttpResponse<String> named = this.operator.patch(path(key), "{\"name\":\"other\"}");
		assertThat(named.statusCode()).as(named.body()).isEqualTo(200);
		assertThat(Gateway.json(named)).isEqualTo(shown(key));
		assertThat(shown(key).path("name").asText()).isEqualTo("other");
		for (String field : List.of("allowedModels", "allowedEndpoints", "allowedOrigins", "expiresAt", "defaults")) {
			assertThat(shown(key).path(field)).isEqualTo(made.path(field));
			this.operator.patch(path(key), "{\"" + field + "\":null}");
			assertThat(shown(key).path(field).toString()).isIn("[]", "null",
					"{\"feature\":null,\"policy\":null,\"maxOutputTokens\":null,\"tags\":[]}", "");
		}
		assertThat(this.operator.patch(path(key), "{\"name\":null}").statusCode()).isEqualTo(400);
	}

	@Test
	void whatAKeySaysForItsCallsHoldsWhereTheySayNothing() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ALL);
		JsonNode silent = this.operator.recordOf(chat(key, ask("")));
		assertThat(Gateway.json(this.provider.lastRequest().text()).path("max_tokens").asInt()).isEqualTo(77);
		assertThat(silent.path("feature").asText()).isEqualTo("f");
		assertThat(silent.path("decision").path("policy").asText()).isEqualTo("auto:cheapest");
		assertThat(tags(silent)).isEqualTo("a,b");

		JsonNode spoken = this.operator.recordOf(chat(key, ask(",\"max_tokens\":5"), "x-serai-feature", "mine",
				"x-serai-policy", "auto:fastest", "x-serai-tags", "c"));
		assertThat(this.provider.lastRequest().text()).isEqualTo(ask(",\"max_tokens\":5"));
		assertThat(spoken.path("feature").asText()).isEqualTo("mine");
		assertThat(spoken.path("decision").path("policy").asText()).isEqualTo("auto:fastest");
		assertThat(tags(spoken)).isEqualTo("a,b,c");
	}

	private String tags(JsonNode call) {
		return this.gateway.database()
			.sql("SELECT tags FROM call WHERE id = ?::uuid")
			.param(call.path("id").asText())
			.query(String.class)
			.single();
	}

	@Test
	void aPolicyInPlaceOfAModelCountsMoreThanTheKeysOwn() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"defaults\":{\"policy\":\"auto:cheapest\"}");
		JsonNode call = this.operator.recordOf(this.operator.chat(key, "auto:best", "f"));
		assertThat(call.path("decision").path("policy").asText()).isEqualTo("auto:best");
	}

	@Test
	void aKeyOpensOnlyTheEndpointsThatItWasGivenAndTheCallIsOnItsRecord() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"allowedEndpoints\":[\"/v1/models\"]");
		HttpResponse<String> refused = chat(key, ask(""));
		assertThat(code(refused)).isEqualTo("403 endpoint_not_allowed");
		assertThat(this.operator.recordOf(refused).path("team")).isEqualTo(key.path("team"));
		assertThat(models(key)).contains(MODEL);
	}

	@Test
	void aKeyIsOfNoUseFromElsewhere() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"allowedOrigins\":[\"198.51.100.0/24\"]");
		assertThat(code(chat(key, ask(""), "x-forwarded-for", "198.51.100.7"))).isEqualTo("403 origin_not_allowed");
		assertThat(this.provider.requests()).isEmpty();
	}

	@Test
	void ofATeamsRightsAndAKeysRightsBothHold() {
		JsonNode team = this.operator.newTeam();
		String teamPath = "/api/teams/" + team.path("id").asText();
		this.operator.patch(teamPath, "{\"allowedModels\":[\"gpt-4o-mini\",\"gpt-4o\"]}");
		JsonNode all = this.operator.newKey(team, "");
		JsonNode one = this.operator.newKey(team,
				",\"allowedModels\":[\"openai/gpt-4o-mini\",\"gpt-4.1\",\"auto:best\"]");
		assertThat(models(all)).containsExactlyInAnyOrder("gpt-4o-mini", "openai/gpt-4o-mini", "gpt-4o",
				"openai/gpt-4o");
		assertThat(models(one)).containsExactlyInAnyOrder("gpt-4o-mini", "openai/gpt-4o-mini");
		assertThat(this.operator.chat(one, MODEL, "f").statusCode()).isEqualTo(200);
		assertThat(code(this.operator.chat(one, "gpt-4.1", "f"))).isEqualTo("403 model_not_allowed");
		assertThat(code(this.operator.chat(one, "gpt-4o", "f"))).isEqualTo("403 model_not_allowed");
		HttpResponse<String> byPolicy = this.operator.chat(one, "auto:best", "f");
		assertThat(byPolicy.statusCode()).as("the key may, the team's models only").isEqualTo(200);
		assertThat(byPolicy.headers().firstValue("x-serai-model").orElseThrow()).isIn("gpt-4o-mini", "gpt-4o");
		this.operator.patch(teamPath, "{\"allowedModels\":null}");
		assertThat(models(all)).contains("gpt-4.1", "auto");
	}

	@Test
	void keysAreListedByTeam() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		this.operator.newKey(this.operator.newTeam(), "");
		JsonNode listed = Gateway.json(this.operator.get("/api/keys?team=" + team.path("id").asText())).path("data");
		assertThat(listed.findValuesAsText("id")).containsExactly(key.path("id").asText());
		assertThat(this.operator.get("/api/keys?team=x").statusCode()).isEqualTo(400);
	}

	@Test
	void anOrganisationIsMadeAndChangedAndItsTeamsGoByItsClock() {
		String name = "o-" + UUID.randomUUID();
		HttpResponse<String> made = this.operator.post("/api/organisations",
				"{\"name\":\"" + name + "\",\"timeZone\":\"Asia/Tokyo\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		String id = Gateway.json(made).path("id").asText();
		assertThat(code(this.operator.post("/api/organisations", "{\"name\":\"" + name + "\"}")))
			.isEqualTo("409 organisation_exists");
		assertThat(this.operator.get("/api/organisations").body()).contains(id);
		JsonNode team = Gateway
			.json(this.operator.post("/api/teams", "{\"name\":\"t" + name + "\",\"organisationId\":\"" + id + "\"}"));
		assertThat(team.path("organisationId").asText()).isEqualTo(id);
		assertThat(team.path("timeZone").asText()).isEqualTo("Asia/Tokyo");
		String teamPath = "/api/teams/" + team.path("id").asText();
		this.operator.patch("/api/organisations/" + id, "{\"timeZone\":\"Europe/Rome\"}");
		assertThat(Gateway.json(this.operator.get(teamPath)).path("timeZone").asText()).isEqualTo("Europe/Rome");
		assertThat(code(this.operator.patch("/api/organisations/" + id, "{\"name\":\"default\"}")))
			.isEqualTo("409 organisation_exists");
		assertThat(code(this.operator.patch("/api/organisations/" + UUID.randomUUID(), "{\"name\":\"x\"}")))
			.isEqualTo("404 organisation_not_found");
		assertThat(code(this.operator.post("/api/teams",
				"{\"name\":\"u" + name + "\",\"organisationId\":\"" + UUID.randomUUID() + "\"}")))
			.isEqualTo("404 organisation_not_found");
		assertThat(code(this.operator.patch(teamPath, "{\"name\":\"default\"}"))).isEqualTo("409 team_exists");
	}

	@Test
	void everyChangeIsInTheAuditLogAsItWasAndIs() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		this.operator.patch(path(key), "{\"name\":\"new\",\"allowedModels\":[\"m\"]}");
		this.operator.post(path(key) + "/rotate", "{}");
		this.operator.delete(path(key));
		assertThat(this.gateway.database()
			.sql("SELECT action || ' ' || coalesce(before->>'name', '-') || ' ' || coalesce(after->>'name', '-')"
					+ " FROM admin_event WHERE kind = 'key' AND subject = ? ORDER BY at")
			.param(key.path("id").asText())
			.query(String.class)
			.list()).containsExactly("create - k", "update k new", "rotate new new", "revoke new -");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"allowedOrigins":["10.0.0.0/33"]}                | allowedOrigins           | invalid_value
			{"allowedOrigins":["example.com"]}                | allowedOrigins           | invalid_value
			{"allowedOrigins":"10.0.0.0/8"}                   | allowedOrigins           | invalid_type
			{"allowedEndpoints":["/api/keys"]}                | allowedEndpoints         | invalid_value
			{"allowedEndpoints":[7]}                          | allowedEndpoints[0]      | invalid_type
			{"expiresAt":"2020-01-01T00:00:00Z"}              | expiresAt                | invalid_value
			{"defaults":[]}                                   | defaults                 | invalid_type
			{"defaults":{"model":"x"}}                        | defaults.model           | unknown_parameter
			{"defaults":{"policy":"nowhere"}}                 | defaults.policy          | policy_not_found
			{"defaults":{"maxOutputTokens":0}}                | defaults.maxOutputTokens | invalid_value
			{"defaults":{"maxOutputTokens":1.5}}              | defaults.maxOutputTokens | invalid_type
			{"defaults":{"maxOutputTokens":3000000000}}       | defaults.maxOutputTokens | invalid_value
			{"defaults":{"feature":"a\\nb"}}                  | defaults.feature         | invalid_value
			{"defaults":{"feature":5}}                        | defaults.feature         | invalid_type
			{"defaults":{"tags":["a,b"]}}                     | defaults.tags            | invalid_value
			{"name":""}                                       | name                     | invalid_value
			[]                                                | ``                       | invalid_json
			""")
	void whatIsWrongIs400NamesTheFieldAndChangesNothing(String body, String param, String code) {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ALL);
		JsonNode before = shown(key);
		HttpResponse<String> refused = this.operator.patch(path(key), body);
		assertThat(code(refused)).isEqualTo("400 " + code);
		assertThat(Gateway.json(refused).path("error").path("param").asText("")).isEqualTo(param);
		assertThat(shown(key)).isEqualTo(before);
	}

	@Test
	void anExpiredKeyCanBeRenamed() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"expiresAt\":\"2099-01-01T00:00:00Z\"");
		this.gateway.database()
			.sql("UPDATE api_key SET expires_at = '2026-01-01T00:00:00Z' WHERE id = CAST(? AS uuid)")
			.param(key.path("id").asText())
			.update();
		HttpResponse<String> renamed = this.operator.patch(path(key), "{\"name\":\"over\"}");
		assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
		assertThat(Gateway.json(renamed).path("expiresAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
	}

	@ParameterizedTest
	@CsvSource({ "-PT1S", "P31D", "1 day", "PT" })
	void anOverlapIsUpTo30Days(String overlap) {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), "");
		assertThat(code(this.operator.post(path(key) + "/rotate", "{\"overlap\":\"" + overlap + "\"}")))
			.isEqualTo("400 invalid_value");
	}

	@ParameterizedTest
	@CsvSource({ "Mars/Olympus", "europe/berlin", "+02:00", "''" })
	void aTimeZoneIsOneOfTheIanaDatabase(String zone) {
		assertThat(code(this.operator.post("/api/teams",
				"{\"name\":\"z-" + UUID.randomUUID() + "\",\"timeZone\":\"" + zone + "\"}")))
			.isEqualTo("400 invalid_value");
	}

	private List<String> models(JsonNode key) {
		return Gateway.json(this.gateway.send(this.gateway.request("/v1/models")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.GET()
			.build())).path("data").findValuesAsText("id");
	}

	private static String code(HttpResponse<String> response) {
		return response.statusCode() + " " + Gateway.json(response).path("error").path("code").asText();
	}

}
