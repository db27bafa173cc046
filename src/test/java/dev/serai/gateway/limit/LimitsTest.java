package dev.serai.gateway.limit;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.admin.limit.LimitAdministration;
import dev.serai.admin.limit.NewLimit;
import dev.serai.platform.error.CallRefused;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Limits of one node, as callers and operators meet them. */
@ExtendWith(OneProvider.class)
class LimitsTest {

	private static final String SMALL = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,"
			+ "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
			+ "\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}],"
			+ "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":10,\"total_tokens\":20}}";

	@Test
	void B05_of300AtOnceExactly100GetThrough(Gateway gateway, FakeProvider provider) throws Exception {
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"requestsPerMinute\":100");
		List<HttpResponse<String>> answers = Callers.atOnce(300, key, "", gateway);
		assertThat(Callers.admitted(answers)).isEqualTo(100);
		assertThat(provider.requests()).hasSize(100);
		assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).allSatisfy(refused -> {
			assertThat(Callers.code(refused)).isEqualTo("rate_limit_exceeded");
			assertThat(Integer.parseInt(Callers.header(refused, "retry-after"))).isBetween(40, 61);
			assertThat(Callers.header(refused, "x-ratelimit-limit-requests")).isEqualTo("100");
			assertThat(Callers.header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
			assertThat(Callers.header(refused, "x-should-retry")).isEqualTo("true");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"stream\":true" })
	void everyAnswerSaysHowTheTightestLimitStands(String stream, Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		Callers.limit(gateway, "team", team.path("id").asText(), ",\"requestsPerMinute\":50,\"tokensPerMinute\":90000");
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"requestsPerMinute\":5");
		HttpResponse<String> answer = Callers.chat(gateway, key, ",\"max_tokens\":500" + stream);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(Callers.header(answer, "x-ratelimit-limit-requests")).isEqualTo("5");
		assertThat(Callers.header(answer, "x-ratelimit-remaining-requests")).isEqualTo("4");
		assertThat(Callers.header(answer, "x-ratelimit-reset-requests")).isIn("1m0s", "1m1s");
		assertThat(Callers.header(answer, "x-ratelimit-limit-tokens")).isEqualTo("90000");
		assertThat(Integer.parseInt(Callers.header(answer, "x-ratelimit-remaining-tokens"))).isBetween(89_400, 89_500);
		assertThat(Callers.header(answer, "x-ratelimit-reset-tokens")).isIn("1m0s", "1m1s");
		HttpResponse<String> unknown = Callers.chat(gateway, key, "no-such-model", stream);
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(Callers.header(unknown, "x-ratelimit-remaining-requests")).isEqualTo("3");
	}

	@Test
	void aCallWithoutLimitsSaysNothingOfThem(Gateway gateway) {
		HttpResponse<String> answer = Callers.chat(gateway, Callers.newKey(gateway), "");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
	}

	@Test
	void B07_whatAnAnswerTookBeyondItsReservationIsOwed(Gateway gateway) {
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"tokensPerMinute\":1000");
		// The answer is of 1,100 tokens.
		assertThat(Callers.chat(gateway, key, ",\"max_tokens\":100").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = Callers.chat(gateway, key, ",\"max_tokens\":1");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(Callers.code(refused)).isEqualTo("rate_limit_exceeded");
		assertThat(Callers.header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("0");
		assertThat(Integer.parseInt(Callers.header(refused, "retry-after"))).isBetween(50, 61);
	}

	@Test
	void whatAnAnswerDidNotTakeIsGivenBack(Gateway gateway, FakeProvider provider) {
		provider.plays((request, wire) -> wire.json(200, SMALL));
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"tokensPerMinute\":1000");
		for (int i = 1; i <= 4; i++) {
			HttpResponse<String> answer = Callers.chat(gateway, key, ",\"max_tokens\":900");
			assertThat(answer.statusCode()).as("call " + i).isEqualTo(200);
		}
		HttpResponse<String> refused = Callers.chat(gateway, key, ",\"max_tokens\":950");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(Callers.header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("920");
	}

	@Test
	void aCallThatAsksForMoreThanThereIsIsNotToldToWait(Gateway gateway) {
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"tokensPerMinute\":500");
		HttpResponse<String> refused = Callers.chat(gateway, key, ",\"max_tokens\":600");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(Callers.header(refused, "retry-after")).isEmpty();
		assertThat(Callers.header(refused, "x-should-retry")).isEqualTo("false");
		assertThat(Callers.chat(gateway, key, "").statusCode()).as("what is only assumed is cut to what there is")
			.isEqualTo(200);
	}

	@Test
	void aLimitOfNothingLetsNothingThrough(Gateway gateway) {
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"requestsPerMinute\":0");
		HttpResponse<String> refused = Callers.chat(gateway, key, "");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(Callers.header(refused, "x-should-retry")).isEqualTo("false");
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"concurrentCalls\":0");
		assertThat(Callers.code(Callers.chat(gateway, key, ""))).isEqualTo("concurrency_limit_exceeded");
	}

	@Test
	void L05_aBusyKeyKeepsNoMorePlacesThanItMayAndOthersGoOn(Gateway gateway, FakeProvider provider) throws Exception {
		JsonNode busy = Callers.newKey(gateway);
		JsonNode other = Callers.newKey(gateway);
		Callers.limit(gateway, "key", busy.path("id").asText(), ",\"concurrentCalls\":2");
		CountDownLatch go = new CountDownLatch(1);
		provider.plays((request, wire) -> {
			if (request.text().contains("\"max_tokens\":7") || request.text().contains("\"max_completion_tokens\":7")) {
				awaitQuietly(go);
			}
			wire.json(200, SMALL);
		});
		List<CompletableFuture<HttpResponse<String>>> held = List.of(later(gateway, busy), later(gateway, busy));
		await().untilAsserted(() -> assertThat(provider.requests()).hasSize(2));
		HttpResponse<String> refused = Callers.chat(gateway, busy, ",\"max_tokens\":7");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(Callers.code(refused)).isEqualTo("concurrency_limit_exceeded");
		assertThat(Callers.header(refused, "retry-after")).isEqualTo("1");
		assertThat(Callers.chat(gateway, other, "").statusCode()).isEqualTo(200);
		go.countDown();
		assertThat(held).allSatisfy(call -> assertThat(call.get().statusCode()).isEqualTo(200));
		assertThat(Callers.chat(gateway, busy, "").statusCode()).isEqualTo(200);
	}

	private static CompletableFuture<HttpResponse<String>> later(Gateway gateway, JsonNode key) {
		return CompletableFuture.supplyAsync(() -> Callers.chat(gateway, key, ",\"max_tokens\":7"),
				task -> Thread.ofVirtual().start(task));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void B06_aCallerWhoLeavesAStreamGivesItsPlaceBack(Gateway gateway, FakeProvider provider) throws Exception {
		JsonNode key = Callers.newKey(gateway);
		Callers.limit(gateway, "key", key.path("id").asText(), ",\"concurrentCalls\":1");
		provider.plays((request, wire) -> {
			wire.stream()
				.event("{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
						+ "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"One\"},\"finish_reason\":null}]}");
			wire.awaitClose(Duration.ofSeconds(10));
		});
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			try (InputStream stream = Callers.stream(client, gateway, key)) {
				assertThat(stream.read()).isPositive();
				assertThat(Callers.chat(gateway, key, "").statusCode()).isEqualTo(429);
			}
			client.shutdownNow();
		}
		provider.plays((request, wire) -> wire.json(200, SMALL));
		await().atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(Callers.chat(gateway, key, "").statusCode()).isEqualTo(200));
	}

	@Test
	void aModelsLimitHoldsWhateverItIsCalled(Gateway gateway) {
		Callers.limit(gateway, "model", "gpt-4.1-nano", ",\"requestsPerMinute\":2");
		try {
			JsonNode key = Callers.newKey(gateway);
			assertThat(Callers.chat(gateway, key, "gpt-4.1-nano", "").statusCode()).isEqualTo(200);
			assertThat(Callers.chat(gateway, key, "openai/gpt-4.1-nano", "").statusCode()).isEqualTo(200);
			HttpResponse<String> refused = Callers.chat(gateway, Callers.newKey(gateway), "openai/gpt-4.1-nano", "");
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.body()).contains("This model may have 2 requests per minute.");
			assertThat(Callers.chat(gateway, key, "gpt-4o-mini", "").statusCode()).isEqualTo(200);
		}
		finally {
			assertThat(new Operator(gateway).delete("/api/limits?scope=model&subject=gpt-4.1-nano").statusCode())
				.isEqualTo(204);
		}
	}

	@Test
	void operatorsSetSeeAndEndLimits(Gateway gateway) {
		Operator operator = new Operator(gateway);
		String id = Callers.newKey(gateway).path("id").asText();
		HttpResponse<String> set = Callers.put(gateway,
				"{\"scope\":\"key\",\"subject\":\"" + id + "\",\"requestsPerMinute\":10}");
		assertThat(set.statusCode()).isEqualTo(200);
		JsonNode shown = Gateway.json(set);
		assertThat(shown.path("scope").asText()).isEqualTo("key");
		assertThat(shown.path("requestsPerMinute").asLong()).isEqualTo(10);
		assertThat(shown.path("tokensPerMinute").isNull() || shown.path("tokensPerMinute").isMissingNode()).isTrue();
		Callers.limit(gateway, "key", id, ",\"concurrentCalls\":3");
		assertThat(Gateway.json(operator.get("/api/limits")).path("data"))
			.filteredOn(limit -> limit.path("subject").asText().equals(id))
			.singleElement()
			.satisfies(limit -> assertThat(limit.path("concurrentCalls").asLong()).isEqualTo(3));
		String address = "/api/limits?scope=key&subject=" + id;
		assertThat(operator.delete(address).statusCode()).isEqualTo(204);
		HttpResponse<String> again = operator.delete(address);
		assertThat(again.statusCode()).isEqualTo(404);
		assertThat(Callers.code(again)).isEqualTo("limit_not_found");
		assertThat(gateway.database()
			.sql("SELECT action FROM admin_event WHERE kind = 'limit' AND subject = ? ORDER BY at")
			.param("key:" + id)
			.query(String.class)
			.list()).containsExactly("create", "update", "delete");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"scope":"user","subject":"x","requestsPerMinute":1} | 400 | scope
					{"scope":"key","requestsPerMinute":1} | 400 | subject
					{"scope":"key","subject":"*"} | 400 | requestsPerMinute
					{"scope":"key","subject":"*","requestsPerMinute":-1} | 400 | requestsPerMinute
					{"scope":"key","subject":"*","requestsPerMinute":1.5} | 400 | requestsPerMinute
					{"scope":"key","subject":"*","tokensPerMinute":"10"} | 400 | tokensPerMinute
					{"scope":"key","subject":"*","concurrentCalls":9223372036854775808} | 400 | concurrentCalls
					{"scope":"key","subject":"*","concurrentCalls":1000000000001} | 400 | concurrentCalls
					{"scope":"key","subject":"*","perHour":1} | 400 | perHour
					{"scope":"model","subject":"*","requestsPerMinute":1} | 404 | model_not_found
					{"scope":"model","subject":"openai/gpt-4o-mini","requestsPerMinute":1} | 404 | model_not_found
					{"scope":"key","subject":"nobody","requestsPerMinute":1} | 404 | key_not_found
					{"scope":"team","subject":"00000000-0000-0000-0000-000000000000","requestsPerMinute":1} | 404 | team_not_found
					""")
	void whatIsNoLimitIsRefused(String body, int status, String what, Gateway gateway) {
		HttpResponse<String> refused = Callers.put(gateway, body);
		assertThat(refused.statusCode()).isEqualTo(status);
		JsonNode error = Gateway.json(refused).path("error");
		assertThat(error.path((status == 400) ? "param" : "code").asText()).isEqualTo(what);
	}

	@Test
	void anOwnerSetsTheLimitsOfTheTeamsKeysUpToTheTeams(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		JsonNode foreign = Callers.newKey(gateway);
		String teamId = team.path("id").asText();
		Callers.limit(gateway, "team", teamId, ",\"requestsPerMinute\":50");
		Callers.limit(gateway, "key", foreign.path("id").asText(), ",\"requestsPerMinute\":1");
		LimitAdministration limits = gateway.part(LimitAdministration.class);
		dev.serai.gateway.access.Operator owner = member(teamId, dev.serai.gateway.access.Operator.TeamRole.OWNER);
		String keyId = key.path("id").asText();
		assertThat(limits.put(owner, wanted("key", keyId, 50)).requestsPerMinute()).isEqualTo(50);
		assertThat(refusal(() -> limits.put(owner, wanted("key", keyId, 51)))).isEqualTo("400 invalid_value");
		assertThat(refusal(() -> limits.put(owner, wanted("team", teamId, 10)))).isEqualTo("403 forbidden");
		assertThat(refusal(() -> limits.put(owner, wanted("key", "*", 10)))).isEqualTo("403 forbidden");
		assertThat(refusal(() -> limits.put(owner, wanted("model", "gpt-4o-mini", 10)))).isEqualTo("403 forbidden");
		assertThat(refusal(() -> limits.put(owner, wanted("key", foreign.path("id").asText(), 10))))
			.isEqualTo("404 key_not_found");
		assertThat(refusal(() -> limits.remove(owner, "key", foreign.path("id").asText())))
			.isEqualTo("404 key_not_found");
		assertThat(refusal(() -> limits.remove(owner, "team", teamId))).isEqualTo("403 forbidden");
		dev.serai.gateway.access.Operator viewer = member(teamId, dev.serai.gateway.access.Operator.TeamRole.VIEWER);
		assertThat(refusal(() -> limits.put(viewer, wanted("key", keyId, 1)))).isEqualTo("403 forbidden");
		assertThat(refusal(() -> limits.remove(viewer, "key", keyId))).isEqualTo("403 forbidden");
		assertThat(limits.list(viewer)).extracting(Limit::subject)
			.contains(keyId, teamId)
			.doesNotContain(foreign.path("id").asText());
		limits.remove(owner, "key", keyId);
	}

	private static dev.serai.gateway.access.Operator member(String team,
			dev.serai.gateway.access.Operator.TeamRole role) {
		return new dev.serai.gateway.access.Operator("someone", dev.serai.gateway.access.Operator.Role.MEMBER,
				Map.of(UUID.fromString(team), role));
	}

	private static NewLimit wanted(String scope, String subject, long requests) {
		return new NewLimit(scope, subject, requests, null, null);
	}

	private static String refusal(Runnable order) {
		try {
			order.run();
			return "";
		}
		catch (CallRefused ex) {
			return ex.error().status() + " " + ex.error().code();
		}
	}

}
