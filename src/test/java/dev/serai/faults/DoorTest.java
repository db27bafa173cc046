package dev.serai.faults;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.access.Guesses;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who is let in, on two nodes that share a database. */
class DoorTest {

	private static final Duration EVERYWHERE = Duration.ofSeconds(5);

	private static final FakeProvider PROVIDER = new FakeProvider();

	private static final FakeProvider OTHER = new FakeProvider();

	private static Gateway here;

	private static Gateway there;

	private Operator operator;

	@BeforeAll
	static void start() {
		OwnConfiguration configuration = new OwnConfiguration().provider("alpha", "openai", PROVIDER.url() + "/v1")
			.provider("beta", "openai", OTHER.url() + "/v1")
			.model("small", "alpha")
			.model("large", "beta")
			.fallback("small", "large")
			.setting(Gateway.DATABASE, RealDatabase.freshUrl())
			.setting("serai.key-pepper",
					Base64.getEncoder()
						.encodeToString("a pepper of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8)))
			.setting("serai.trusted-proxies", "127.0.0.1/32, 10.0.0.0/8");
		here = configuration.start();
		there = configuration.start();
	}

	@AfterAll
	static void stop() {
		here.close();
		there.close();
		PROVIDER.close();
		OTHER.close();
	}

	@BeforeEach
	void play() {
		PROVIDER.plays(Said.answering("Hi.")).forget();
		OTHER.plays(Said.answering("Hello.")).forget();
		this.operator = new Operator(here);
	}

	private static HttpResponse<String> chat(Gateway gateway, String secret, String model, String... headers) {
		return chatWith(gateway, secret,
				"{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}", headers);
	}

	private static HttpResponse<String> chatWith(Gateway gateway, String secret, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions")))
			.headers("authorization", "Bearer " + secret, "content-type", "application/json");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return gateway.send(request.POST(BodyPublishers.ofString(body)).build());
	}

	private static String code(HttpResponse<String> response) {
		return response.statusCode() + " " + Gateway.json(response).path("error").path("code").asText();
	}

	private static String secret(JsonNode key) {
		return key.path("secret").asText();
	}

	private static String path(JsonNode key) {
		return "/api/keys/" + key.path("id").asText();
	}

	/** A key that both nodes have in memory. */
	private JsonNode knownKey(JsonNode team, String more) {
		JsonNode key = this.operator.newKey(team, more);
		for (Gateway node : List.of(here, there)) {
			await().atMost(EVERYWHERE).until(() -> chat(node, secret(key), "small").statusCode() == 200);
		}
		return key;
	}

	private static void everywhere(BooleanSupplier fact) {
		await().atMost(EVERYWHERE).pollInterval(Duration.ofMillis(100)).until(fact::getAsBoolean);
	}

	@Test
	void B10_aRevokedKeyIsRefusedHereAtOnceAndEverywhereWithinFiveSeconds() {
		JsonNode key = knownKey(this.operator.newTeam(), "");
		assertThat(this.operator.delete(path(key)).statusCode()).isEqualTo(204);
		assertThat(code(chat(here, secret(key), "small"))).isEqualTo("401 invalid_api_key");
		everywhere(() -> code(chat(there, secret(key), "small")).equals("401 invalid_api_key"));
		assertThat(code(this.operator.patch(path(key), "{\"name\":\"again\"}"))).isEqualTo("409 key_revoked");
	}

	@Test
	void B10_anExpiredKeyIsRefusedEverywhere() {
		JsonNode key = knownKey(this.operator.newTeam(), "");
		Instant soon = Instant.now().plusMillis(500);
		assertThat(this.operator.patch(path(key), "{\"expiresAt\":\"" + soon + "\"}").statusCode()).isEqualTo(200);
		for (Gateway node : List.of(here, there)) {
			everywhere(() -> code(chat(node, secret(key), "small")).equals("401 invalid_api_key"));
		}
	}

	@Test
	void B10_theKeysOfATeamThatWasDeletedAreRefusedEverywhere() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = knownKey(team, "");
		JsonNode other = knownKey(this.operator.newTeam(), "");
		String path = "/api/teams/" + team.path("id").asText();
		assertThat(this.operator.delete(path).statusCode()).isEqualTo(204);
		assertThat(code(chat(here, secret(key), "small"))).isEqualTo("401 invalid_api_key");
		everywhere(() -> code(chat(there, secret(key), "small")).equals("401 invalid_api_key"));
		assertThat(chat(there, secret(other), "small").statusCode()).isEqualTo(200);
		assertThat(Gateway.json(this.operator.get(path)).path("archivedAt").asText()).isNotEmpty();
		assertThat(code(
				this.operator.post("/api/keys", "{\"name\":\"k\",\"teamId\":\"" + team.path("id").asText() + "\"}")))
			.isEqualTo("409 team_archived");
		assertThat(this.operator.delete(path).statusCode()).isEqualTo(204);
	}

	@Test
	void B10_whatIsChangedOfAKeyOrItsTeamHoldsEverywhere() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = knownKey(team, "");
		this.operator.patch(path(key), "{\"allowedModels\":[\"neither\"]}");
		for (Gateway node : List.of(here, there)) {
			everywhere(() -> code(chat(node, secret(key), "small")).equals("403 model_not_allowed"));
		}
		this.operator.patch(path(key), "{\"allowedModels\":null}");
		everywhere(() -> chat(there, secret(key), "small").statusCode() == 200);
		this.operator.patch("/api/teams/" + team.path("id").asText(), "{\"allowedModels\":[\"neither\"]}");
		for (Gateway node : List.of(here, there)) {
			everywhere(() -> code(chat(node, secret(key), "small")).equals("403 model_not_allowed"));
		}
	}

	@Test
	void B10_bothSecretsOfARotatedKeyWorkUntilTheOverlapHasPassedAndAreOneKey() {
		JsonNode key = knownKey(this.operator.newTeam(), "");
		HttpResponse<String> rotated = this.operator.post(path(key) + "/rotate", "{\"overlap\":\"PT4S\"}");
		assertThat(rotated.statusCode()).isEqualTo(201);
		JsonNode renewed = Gateway.json(rotated);
		assertThat(renewed.path("id")).isEqualTo(key.path("id"));
		assertThat(secret(renewed)).isNotEqualTo(secret(key)).startsWith("sk-serai-" + key.path("publicId").asText());
		Instant end = Instant.parse(renewed.path("previousSecretUntil").asText());
		everywhere(() -> chat(there, secret(renewed), "small").statusCode() == 200);
		for (String secret : List.of(secret(key), secret(renewed))) {
			for (Gateway node : List.of(here, there)) {
				assertThat(chat(node, secret, "small").statusCode()).isEqualTo(200);
			}
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> chat(there, secret(key), "small").statusCode() == 401);
		assertThat(Instant.now()).isAfter(end);
		assertThat(code(chat(here, secret(key), "small"))).isEqualTo("401 invalid_api_key");
		assertThat(chat(here, secret(renewed), "small").statusCode()).isEqualTo(200);
	}

	@Test
	void B10_withoutOverlapTheOldSecretEndsAtOnce() {
		JsonNode key = knownKey(this.operator.newTeam(), "");
		this.operator.post(path(key) + "/rotate", "{\"overlap\":\"PT0S\"}");
		assertThat(code(chat(here, secret(key), "small"))).isEqualTo("401 invalid_api_key");
		everywhere(() -> chat(there, secret(key), "small").statusCode() == 401);
	}

	@Test
	void B14_aFallbackToAModelThatTheKeyMayNotUseIsNotTaken() {
		JsonNode free = this.operator.newKey(this.operator.newTeam(), "");
		JsonNode bound = this.operator.newKey(this.operator.newTeam(), ",\"allowedModels\":[\"small\"]");
		JsonNode team = this.operator.newTeam();
		this.operator.patch("/api/teams/" + team.path("id").asText(), "{\"allowedModels\":[\"small\"]}");
		JsonNode ofBoundTeam = this.operator.newKey(team, "");
		PROVIDER.plays(Said.failing(401));
		assertThat(chat(here, secret(free), "small").statusCode()).isEqualTo(200);
		assertThat(OTHER.requests()).hasSize(1);
		assertThat(chat(here, secret(bound), "small").statusCode()).isEqualTo(502);
		assertThat(chat(here, secret(ofBoundTeam), "small").statusCode()).isEqualTo(502);
		assertThat(OTHER.requests()).hasSize(1);
	}

	@Test
	void B15_whatOtherGatewaysObeyHasNoEffect() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"allowedModels\":[\"small\"]");
		String body = """
				{"model":"small","messages":[{"role":"user","content":"Hello"}],"fallbacks":["large"],\
				"api_base":"%s/v1","base_url":"%s/v1","api_key":"sk-other","mock_response":"mocked","num_retries":5,\
				"metadata":{"user_api_key":"sk-x","team_id":"t"},"model_list":[{"model_name":"small"}],"team":"other"}"""
			.formatted(OTHER.url(), OTHER.url());
		HttpResponse<String> answer = chatWith(here, secret(key), body, "x-serai-team", "other", "x-litellm-api-key",
				"sk-other");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("Hi.").doesNotContain("mocked");
		assertThat(PROVIDER.requests()).hasSize(1);
		JsonNode call = this.operator.recordOf(answer);
		assertThat(call.path("team").asText()).isEqualTo(key.path("team").asText());
		assertThat(call.path("model").asText()).isEqualTo("small");
		PROVIDER.plays(Said.failing(401)).forget();
		assertThat(chatWith(here, secret(key), body).statusCode()).isEqualTo(502);
		assertThat(PROVIDER.requests()).as("no further attempts").hasSize(1);
		assertThat(OTHER.requests()).isEmpty();
	}

	@Test
	void H03_anOriginIsTheOneThatTrustedProxiesName() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), ",\"allowedOrigins\":[\"198.51.100.0/24\"]");
		String allowed = "198.51.100.7";
		assertThat(chat(here, secret(key), "small", "x-forwarded-for", allowed).statusCode()).isEqualTo(200);
		assertThat(chat(here, secret(key), "small", "x-forwarded-for", allowed + ", 10.1.2.3").statusCode())
			.isEqualTo(200);
		for (String forged : List.of("203.0.113.9", allowed + ", 203.0.113.9", allowed + ", nonsense", "")) {
			assertThat(code(chat(here, secret(key), "small", "x-forwarded-for", forged))).as(forged)
				.isEqualTo("403 origin_not_allowed");
		}
		assertThat(code(chat(here, secret(key), "small", "x-real-ip", allowed, "forwarded", "for=" + allowed)))
			.isEqualTo("403 origin_not_allowed");
	}

	@Test
	void H18_wrongKeysFromOneAddressAreSlowedAndNobodyElse() {
		JsonNode known = knownKey(this.operator.newTeam(), "");
		JsonNode fresh = this.operator.newKey(this.operator.newTeam(), "");
		double before = here.part(Guesses.class).wrong() + here.part(Guesses.class).slowed();
		Map<Integer, Long> answers = guess(1_000, i -> "192.0.2.66");
		// 503 is for those whose key could not be looked up in time on a busy machine.
		assertThat(answers.keySet()).isSubsetOf(401, 429, 503);
		assertThat(answers.get(429)).isGreaterThan(800);
		HttpResponse<String> slowed = await().until(
				() -> chat(here, wrong(1), "small", "x-forwarded-for", "192.0.2.66"),
				answer -> answer.statusCode() == 429);
		assertThat(code(slowed)).isEqualTo("429 too_many_failures");
		assertThat(slowed.headers().firstValue("retry-after")).isPresent();
		assertThat(chat(here, secret(known), "small", "x-forwarded-for", "192.0.2.66").statusCode()).isEqualTo(200);
		await().until(() -> chat(here, secret(fresh), "small", "x-forwarded-for", "192.0.2.67").statusCode() == 200);
		assertThat(here.part(Guesses.class).wrong() + here.part(Guesses.class).slowed() - before)
			.isGreaterThanOrEqualTo(1_001);
		assertThat(meters()).contains("serai_auth_failures_total{reason=\"slowed\"")
			.contains("serai_auth_failures_total{reason=\"wrong_key\"");
	}

	@Test
	void H18_wrongKeysFromManyAddressesDisturbNobody() {
		JsonNode known = knownKey(this.operator.newTeam(), "");
		Map<Integer, Long> answers = guess(2_000, i -> "2001:db8:" + Integer.toHexString(i) + "::1");
		assertThat(answers.keySet()).isSubsetOf(401, 503);
		assertThat(chat(here, secret(known), "small").statusCode()).isEqualTo(200);
		JsonNode fresh = this.operator.newKey(this.operator.newTeam(), "");
		await().until(() -> chat(here, secret(fresh), "small").statusCode() == 200);
	}

	private static Map<Integer, Long> guess(int times, IntFunction<String> origin) {
		return IntStream.range(0, times)
			.parallel()
			.mapToObj(i -> chat(here, wrong(i), "small", "x-forwarded-for", origin.apply(i)).statusCode())
			.collect(Collectors.groupingBy(status -> status, Collectors.counting()));
	}

	private static String wrong(int i) {
		return "sk-serai-wrong%011d-%033d".formatted(i, i);
	}

	private static String meters() {
		return here
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + here.managementPort() + "/actuator/prometheus"))
				.build())
			.body();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/api/keys/{key}   | role
			/api/keys/{key}   | spent
			/api/keys/{key}   | team_id
			/api/keys/{key}   | teamId
			/api/keys/{key}   | allowed_routes
			/api/keys/{key}   | limit
			/api/keys/{key}   | id
			/api/keys/{key}   | publicId
			/api/keys/{key}   | revokedAt
			/api/keys/{key}   | secret
			/api/teams/{team} | organisationId
			/api/teams/{team} | role
			/api/teams/{team} | budget
			/api/teams/{team} | archivedAt
			""")
	void F03_aFieldThatIsNotOnesToSetIsRefused(String path, String field) {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		String at = path.replace("{key}", key.path("id").asText()).replace("{team}", team.path("id").asText());
		String before = this.operator.get(at).body();
		assertThat(code(this.operator.patch(at, "{\"name\":\"other\",\"" + field + "\":\"x\"}")))
			.isEqualTo("400 unknown_parameter");
		assertThat(this.operator.get(at).body()).isEqualTo(before);
	}

	@Test
	void F04_nothingThatCouldBeUsedIsShownTwice() {
		JsonNode key = this.operator.newKey(this.operator.newTeam(), "");
		JsonNode rotated = Gateway.json(this.operator.post(path(key) + "/rotate", "{}"));
		String row = here.database()
			.sql("SELECT encode(secret_hmac, 'hex') || ' ' || encode(previous_hmac, 'hex') || ' ' || pepper_id FROM api_key"
					+ " WHERE id = ?::uuid")
			.param(key.path("id").asText())
			.query(String.class)
			.single();
		String log = here.database().sql("SELECT e::text FROM admin_event e").query(String.class).list().toString();
		for (String shown : List.of(this.operator.get(path(key)).body(), this.operator.get("/api/keys").body(), log,
				this.operator.patch(path(key), "{\"name\":\"n\"}").body(),
				this.operator.post(path(key) + "/rotate", "{\"overlap\":\"x\"}").body())) {
			assertThat(shown).doesNotContain(proof(key)).doesNotContain(proof(rotated));
			assertThat(shown).doesNotContain(row.split(" "));
			assertThat(shown).doesNotContainIgnoringCase("hmac").doesNotContainIgnoringCase("pepper");
		}
	}

	private static String proof(JsonNode key) {
		return secret(key).substring(secret(key).lastIndexOf('-') + 1);
	}

}
