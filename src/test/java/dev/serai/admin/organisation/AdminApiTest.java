package dev.serai.admin.organisation;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OneProvider.class)
class AdminApiTest {

	private static final String MODEL = "gpt-4o-mini";

	private Gateway gateway;

	private FakeProvider provider;

	private Operator operator;

	@BeforeEach
	void take(Gateway started, FakeProvider fake) {
		this.gateway = started;
		this.provider = fake;
		this.operator = new Operator(started);
	}

	@Test
	void aKeyLivesFromItsMakingThroughItsCallsToItsEnd() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");

		HttpResponse<String> answer = this.operator.chat(key, MODEL, "summaries");

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode call = this.operator.recordOf(answer);
		assertThat(call.path("team").asText()).isEqualTo(team.path("name").asText());
		assertThat(call.path("feature").asText()).isEqualTo("summaries");
		assertThat(call.path("modelRequested").asText()).isEqualTo(MODEL);
		assertThat(call.path("costUsd").asText()).isEqualTo("0.00021");
		assertThat(call.path("attempts")).hasSize(1);
		assertThat(call.path("attempts").path(0).path("provider").asText()).isEqualTo("openai");
		assertThat(call.path("decision").path("candidates").path(0).path("deployment").asText())
			.isEqualTo("openai/" + MODEL);

		HttpResponse<String> revoked = this.operator.delete("/api/keys/" + key.path("id").asText());
		assertThat(revoked.statusCode()).isEqualTo(204);
		assertThat(revoked.body()).isEmpty();
		this.provider.forget();
		assertRefused(this.operator.chat(key, MODEL, "summaries"), 401, "invalid_api_key");
		assertThat(this.provider.requests()).isEmpty();
		assertThat(listed(key).path("revokedAt").asText()).isNotEmpty();
		assertThat(this.operator.delete("/api/keys/" + key.path("id").asText()).statusCode())
			.as("to revoke again changes nothing")
			.isEqualTo(204);
	}

	@Test
	void anAnswerIsJsonWithItsLengthAndTheRequestsId() {
		HttpResponse<String> made = this.operator.post("/api/teams", "{\"name\":\"t-" + UUID.randomUUID() + "\"}");
		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(made.headers().firstValue("content-type")).contains("application/json");
		assertThat(made.headers().firstValueAsLong("content-length").getAsLong()).isEqualTo(made.body().length());
		assertThat(made.headers().firstValue("x-request-id")).isPresent();
		assertThat(this.operator.get("/api/teams").body()).contains(Gateway.json(made).path("id").asText());
	}

	@Test
	void aSecretIsShownOnceAndKeptByNobody() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), "");
		String secret = key.path("secret").asText();
		assertThat(secret).startsWith("sk-serai-");
		String provingPart = secret.substring(secret.lastIndexOf('-') + 1);

		HttpResponse<String> answer = this.operator.chat(key, MODEL, "secrecy");
		String detail = this.operator.recordOf(answer).toString();

		assertThat(this.operator.get("/api/keys").body()).contains(key.path("id").asText()).doesNotContain(provingPart);
		assertThat(detail).doesNotContain(provingPart);
		assertThat(this.gateway.database()
			.sql("SELECT k::text FROM api_key k WHERE id = ?::uuid")
			.param(key.path("id").asText())
			.query(String.class)
			.single()).contains("\\x").doesNotContain(provingPart);
	}

	@Test
	void aKeyMayUseOnlyTheModelsThatItWasGiven() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"allowedModels\":[\"" + MODEL + "\"]");

		assertThat(this.operator.chat(key, MODEL, "f").statusCode()).isEqualTo(200);
		assertRefused(this.operator.chat(key, "gpt-4o", "f"), 403, "model_not_allowed");
		JsonNode models = Gateway.json(this.gateway.send(this.gateway.request("/v1/models")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.GET()
			.build()));
		assertThat(models.path("data").findValuesAsText("id")).containsExactlyInAnyOrder(MODEL, "openai/" + MODEL);
	}

	@Test
	void aKeyEndsWhenItWasToldTo() {
		JsonNode team = this.operator.newTeam();
		assertThat(this.operator.chat(this.operator.newKey(team, ""), MODEL, "f").statusCode())
			.as("a first call, which takes longer than others")
			.isEqualTo(200);
		String soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS).toString();
		JsonNode key = this.operator.newKey(team, ",\"expiresAt\":\"" + soon + "\"");
		assertThat(key.path("expiresAt").asText()).isEqualTo(soon);
		assertThat(this.operator.chat(key, MODEL, "f").statusCode()).isEqualTo(200);
		await().until(() -> this.operator.chat(key, MODEL, "f").statusCode() == 401);
		assertThat(Instant.now()).isAfterOrEqualTo(Instant.parse(soon));
	}

	@Test
	void twoTeamsCannotHaveOneName() {
		JsonNode team = this.operator.newTeam();
		HttpResponse<String> again = this.operator.post("/api/teams",
				"{\"name\":\"" + team.path("name").asText() + "\"}");
		assertRefused(again, 409, "team_exists");
		assertThat(Gateway.json(again).path("error").path("param").asText()).isEqualTo("name");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/api/teams | {}                                               | name          | missing_required_parameter
			/api/teams | {"name":null}                                    | name          | missing_required_parameter
			/api/teams | {"name":" "}                                     | name          | invalid_value
			/api/teams | {"name":"a\\nb"}                                 | name          | invalid_value
			/api/teams | {"name":7}                                       | name          | invalid_type
			/api/teams | {"name":["a"]}                                   | name          | invalid_type
			/api/teams | {"name":"a","name":"b"}                          | name          | duplicate_key
			/api/teams | {"name":"a","id":"TEAM"}                         | id            | unknown_parameter
			/api/teams | {"name":"a","createdAt":"2020-01-01T00:00:00Z"}  | createdAt     | unknown_parameter
			/api/teams | [{"name":"a"}]                                   | ``            | invalid_json
			/api/teams | {"name":"a"                                      | ``            | invalid_json
			/api/teams | ``                                               | ``            | invalid_json
			/api/keys  | {"name":"k"}                                     | teamId        | missing_required_parameter
			/api/keys  | {"teamId":"x","name":"k"}                        | teamId        | invalid_value
			/api/keys  | {"teamId":5,"name":"k"}                          | teamId        | invalid_type
			/api/keys  | {"teamId":"TEAM"}                                | name          | missing_required_parameter
			/api/keys  | {"teamId":"TEAM","name":"k","secret":"mine"}     | secret        | unknown_parameter
			/api/keys  | {"teamId":"TEAM","name":"k","publicId":"abc"}    | publicId      | unknown_parameter
			/api/keys  | {"teamId":"TEAM","name":"k","allowedModels":"a"} | allowedModels | invalid_type
			/api/keys  | {"teamId":"TEAM","name":"k","allowedModels":[1]} | allowedModels[0] | invalid_type
			/api/keys  | {"teamId":"TEAM","name":"k","allowedModels":[""]}| allowedModels[0] | invalid_value
			/api/keys  | {"teamId":"TEAM","name":"k","expiresAt":1}       | expiresAt     | invalid_type
			/api/keys  | {"teamId":"TEAM","name":"k","expiresAt":"soon"}  | expiresAt     | invalid_value
			/api/keys  | {"teamId":"TEAM","name":"k","expiresAt":"2020-01-01T00:00:00Z"} | expiresAt | invalid_value
			""")
	void whatIsWrongIs400AndNamesTheField(String path, String body, String param, String code) {
		String team = Gateway.json(this.operator.get("/api/teams")).path("data").path(0).path("id").asText();
		HttpResponse<String> refused = this.operator.post(path, body.replace("TEAM", team));
		assertRefused(refused, 400, code);
		assertThat(Gateway.json(refused).path("error").path("param").asText("")).isEqualTo(param);
	}

	/** Full width, ligatures and other forms are read as the plain characters. */
	@ParameterizedTest
	@ValueSource(strings = { "\uff53\uff45\uff41\uff52\uff43\uff48", "\u017fearch", "s\u1d49arch", "search\u00a0" })
	void namesThatLookAlikeAreOne(String lookAlike) {
		String suffix = UUID.randomUUID().toString();
		for (String path : new String[] { "/api/teams", "/api/organisations" }) {
			HttpResponse<String> first = this.operator.post(path, "{\"name\":\"" + suffix + lookAlike + "\"}");
			assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
			assertThat(Gateway.json(first).path("name").asText()).as("it is shown as it was given")
				.isEqualTo((suffix + lookAlike).replace("\u00a0", ""));
			HttpResponse<String> again = this.operator.post(path, "{\"name\":\"" + suffix + "search\"}");
			assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
			HttpResponse<String> other = this.operator.post(path, "{\"name\":\"" + suffix + "searches\"}");
			assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
			HttpResponse<String> renamed = this.operator.patch(path + "/" + Gateway.json(other).path("id").asText(),
					"{\"name\":\"" + suffix + "search\"}");
			assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(409);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x200b, 0x200d, 0x202e, 0x2066, 0x2028, 0x2029, 0xad, 0xfeff, 0xe000, 0x378, 0x85, 0x2060,
			0xe0041, 0x3164, 0xfe0f, 0x34f, 0x61c })
	void aNameHoldsNothingThatNobodySees(int hidden) {
		String name = "se" + Character.toString(hidden) + "arch";
		JsonNode team = this.operator.newTeam();
		String id = team.path("id").asText();
		for (String path : new String[] { "/api/teams", "/api/organisations" }) {
			assertParam(this.operator.post(path, "{\"name\":\"" + name + "\"}"), "name");
		}
		assertParam(this.operator.patch("/api/teams/" + id, "{\"name\":\"" + name + "\"}"), "name");
		assertParam(this.operator.post("/api/keys", "{\"teamId\":\"" + id + "\",\"name\":\"" + name + "\"}"), "name");
		assertParam(
				this.operator.post("/api/keys",
						"{\"teamId\":\"" + id + "\",\"name\":\"k\",\"defaults\":{\"feature\":\"" + name + "\"}}"),
				"defaults.feature");
		assertParam(
				this.operator.post("/api/keys",
						"{\"teamId\":\"" + id + "\",\"name\":\"k\",\"defaults\":{\"tags\":[\"" + name + "\"]}}"),
				"defaults.tags");
		assertParam(this.operator.post("/api/people",
				"{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"name\":\"" + name + "\"}"), "name");
		assertParam(this.operator.post("/api/budgets", "{\"scope\":\"feature\",\"teamId\":\"" + id + "\",\"feature\":\""
				+ name + "\",\"period\":\"month\",\"limitUsd\":\"1\"}"), "feature");
	}

	private static void assertParam(HttpResponse<String> refused, String param) {
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).as(refused.body()).isEqualTo(param);
	}

	@Test
	void aNameHasAtMostAHundredCharacters() {
		String name = UUID.randomUUID() + "\uD83D\uDE00".repeat(64);
		assertThat(this.operator.post("/api/teams", "{\"name\":\"" + name + "\"}").statusCode()).isEqualTo(201);
		assertRefused(this.operator.post("/api/teams", "{\"name\":\"" + name + "x\"}"), 400, "invalid_value");
	}

	@Test
	void aTeamOrKeyThatIsNotThereIs404() {
		String nobody = UUID.randomUUID().toString();
		assertRefused(this.operator.post("/api/keys", "{\"teamId\":\"" + nobody + "\",\"name\":\"k\"}"), 404,
				"team_not_found");
		assertRefused(this.operator.delete("/api/keys/" + nobody), 404, "key_not_found");
		assertRefused(this.operator.delete("/api/keys/nobody"), 404, "key_not_found");
		assertRefused(this.operator.delete("/api/keys/"), 404, "not_found");
	}

	@Test
	void aMethodThatIsNotThereIs405() {
		assertRefused(this.operator.delete("/api/teams"), 405, "method_not_allowed");
	}

	@Test
	void onlyTheAdminKeyAsOneBearerOpens() {
		assertRefused(this.gateway.send(this.gateway.request("/api/teams").GET().build()), 401, "invalid_admin_key");
		for (String credential : new String[] { "", "Bearer", "Bearer ", "Basic " + Gateway.ADMIN_KEY,
				Gateway.ADMIN_KEY, "Bearer " + Gateway.ADMIN_KEY + "x",
				"Bearer " + Gateway.ADMIN_KEY.toUpperCase(Locale.ROOT) }) {
			assertRefused(
					this.gateway
						.send(this.gateway.admin("/api/keys").setHeader("authorization", credential).GET().build()),
					401, "invalid_admin_key");
		}
		assertRefused(this.gateway.send(this.gateway.admin("/api/teams")
			.header("authorization", "Bearer " + Gateway.ADMIN_KEY)
			.POST(BodyPublishers.ofString("{\"name\":\"twice\"}"))
			.build()), 401, "invalid_admin_key");
	}

	@Test
	void theAdminKeyIsNoKeyForCalls() {
		assertRefused(this.gateway.send(this.gateway.admin("/v1/chat/completions")
			.POST(BodyPublishers.ofString("{\"model\":\"" + MODEL + "\",\"messages\":[]}"))
			.build()), 401, "invalid_api_key");
	}

	private JsonNode listed(JsonNode key) {
		for (JsonNode item : Gateway.json(this.operator.get("/api/keys")).path("data")) {
			if (item.path("id").equals(key.path("id"))) {
				return item;
			}
		}
		throw new AssertionError("The key is not in the list");
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(Gateway.json(response).path("error").path("code").asText()).as(response.body()).isEqualTo(code);
	}

}
