package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.cache.AnswerRecall;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import dev.serai.testing.SaidAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.faults.CacheScene.cache;
import static dev.serai.faults.CacheScene.chat;
import static dev.serai.faults.CacheScene.newTeam;
import static dev.serai.faults.CacheScene.question;
import static dev.serai.faults.CacheScene.row;
import static dev.serai.faults.CacheScene.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The cache of answers on one node, in its own memory. */
class CacheTest {

	private static final String CALLS = """
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning":"Let me ","reasoning_content":"Let me "}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"reasoning":"see. Yes, sure."}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"reasoning_content":"see. Yes, sure."}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function"}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"get_"}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"weather","arguments":""}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\""}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"name":"get_time"}}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2"}]}}]}
			{"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
			[DONE]""";

	private static final String THOUGHTS = """
			{"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":2}}}
			{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
			{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me "}}
			{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"see. "}}
			{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}
			{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"1"}}
			{"type":"content_block_stop","index":0}
			{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"sealed"}}
			{"type":"content_block_stop","index":1}
			{"type":"content_block_start","index":2,"content_block":{"type":"thinking","thinking":"","signature":""}}
			{"type":"content_block_delta","index":2,"delta":{"type":"thinking_delta","thinking":"Yes, sure."}}
			{"type":"content_block_delta","index":2,"delta":{"type":"signature_delta","signature":"sig2"}}
			{"type":"content_block_stop","index":2}
			{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"call_1","name":"get_weather","input":{}}}
			{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":"}}
			{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"1}"}}
			{"type":"content_block_stop","index":3}
			{"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"call_2","name":"get_time","input":{}}}
			{"type":"content_block_stop","index":4}
			{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}
			{"type":"message_stop"}""";

	private static FakeProvider provider;

	private static FakeProvider claude;

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		claude = new FakeProvider();
		gateway = CacheScene.with(provider)
			.provider("claude", "anthropic", claude.url())
			.model("thinker", "claude")
			.setting("serai.cache.max-answer-bytes", "20000")
			.setting("serai.max-calls", "6000")
			.setting("server.tomcat.max-connections", "8000")
			.setting("server.tomcat.accept-count", "8000")
			.start();
	}

	@AfterAll
	static void end() {
		gateway.close();
		provider.close();
		claude.close();
	}

	@BeforeEach
	void answer() {
		provider.plays(Said.answering("Hi")).forget();
		claude.forget();
	}

	@Test
	void theSameQuestionCostsNothingTheSecondTime() {
		String question = question();
		HttpResponse<String> first = chat(gateway, question);
		assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
		assertThat(cache(first)).isEqualTo("miss");
		HttpResponse<String> second = chat(gateway, question);
		assertThat(cache(second)).isEqualTo("hit");
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(Scene.header(second, "x-serai-cost-usd")).isEqualTo("0");
		assertThat(Scene.header(second, "x-serai-saved-usd")).isEqualTo(Said.COST);
		assertThat(Scene.header(second, "x-serai-attempts")).isEqualTo("0");
		assertThat(Scene.header(second, "x-serai-model")).isEqualTo("alone");
		assertThat(Scene.header(second, "x-serai-provider")).isEqualTo("alpha");
		assertThat(Scene.header(second, "x-request-id")).isNotEqualTo(Scene.header(first, "x-request-id"));
		assertThat(provider.requests()).hasSize(1);
		assertThat(row(gateway, first)).containsEntry("cache", "miss");
		Map<String, Object> row = row(gateway, second);
		assertThat(row).containsEntry("cache", "hit")
			.containsEntry("outcome", "ok")
			.containsEntry("attempts", 0)
			.containsEntry("deployment", "alpha/alone")
			.containsEntry("input_tokens", 0L)
			.containsEntry("output_tokens", 0L);
		assertThat((BigDecimal) row.get("cost_usd")).isZero();
		assertThat((BigDecimal) row.get("saved_usd")).isEqualByComparingTo(Said.COST);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void T10_aStreamIsAnsweredFromAWholeAnswerAndTheOtherWayRound(boolean streamFirst) {
		String question = question();
		HttpResponse<String> first = chat(gateway, streamFirst ? streamed(question) : question);
		HttpResponse<String> second = chat(gateway, streamFirst ? question : withUsage(question));
		assertThat(cache(first)).isEqualTo("miss");
		assertThat(cache(second)).isEqualTo("hit");
		assertThat(provider.requests()).hasSize(1);
		assertThat(text(first, streamFirst)).isEqualTo("Hi");
		assertThat(text(second, !streamFirst)).isEqualTo("Hi");
		if (streamFirst) {
			JsonNode whole = Gateway.json(second);
			assertThat(whole.path("object").asText()).isEqualTo("chat.completion");
			assertThat(whole.path("choices").path(0).path("finish_reason").asText()).isEqualTo("stop");
			assertThat(whole.path("usage").path("total_tokens").asInt()).isEqualTo(3);
		}
		else {
			List<String> events = Gateway.events(second.body());
			assertThat(events).endsWith("[DONE]");
			JsonNode usage = Gateway.json(events.get(events.size() - 2));
			assertThat(usage.path("usage").path("total_tokens").asInt()).isEqualTo(3);
			assertThat(usage.path("serai").path("cost_usd").asText()).isEqualTo("0");
			assertThat(Scene.header(second, "content-type")).startsWith("text/event-stream");
		}
		assertThat(row(gateway, second)).containsEntry("cache", "hit").containsEntry("stream", !streamFirst);
	}

	@Test
	void T10_aStreamIsAnsweredFromAStream() {
		String question = question();
		HttpResponse<String> first = chat(gateway, streamed(question));
		HttpResponse<String> second = chat(gateway, streamed(question));
		assertThat(cache(second)).isEqualTo("hit");
		assertThat(second.body()).isEqualTo(first.body());
	}

	/** R07, R08: what is kept is what was said, plain and guarded. */
	@ParameterizedTest
	@ValueSource(strings = { "alone", "alone guarded", "thinker", "thinker guarded" })
	void anAnswerInPiecesIsKeptAsItWasSaid(String how) {
		boolean thinks = how.startsWith("thinker");
		provider.plays((request, wire) -> inPieces(wire, CALLS));
		claude.plays((request, wire) -> inPieces(wire, THOUGHTS));
		String question = question().replace("alone", thinks ? "thinker" : "alone");
		String[] policy = how.endsWith("guarded") ? new String[] { "x-serai-policy", "guarded" } : new String[0];
		HttpResponse<String> first = chat(gateway, streamed(question), policy);
		assertThat(cache(first)).isEqualTo("miss");
		SaidAnswer.Choice said = SaidAnswer.stream(first.body()).choices().get(0);
		assertThat(said.reasoning()).isEqualTo("Let me see. Yes, sure.");
		assertThat(said.calls()).extracting(SaidAnswer.ToolCall::name).containsExactly("get_weather", "get_time");
		assertThat(said.calls()).extracting(call -> call.arguments().toString()).containsExactly("{\"a\":1}", "{}");
		assertThat(said.calls()).extracting(SaidAnswer.ToolCall::id).containsExactly("call_1", "call_2");
		if (thinks) {
			assertThat(said.blocks()).containsExactly(new SaidAnswer.Block("Let me see. ", "sig1", ""),
					new SaidAnswer.Block("", "", "sealed"), new SaidAnswer.Block("Yes, sure.", "sig2", ""));
		}
		HttpResponse<String> stream = chat(gateway, streamed(question), policy);
		HttpResponse<String> whole = chat(gateway, question, policy);
		assertThat(cache(stream)).isEqualTo("hit");
		assertThat(cache(whole)).isEqualTo("hit");
		assertThat(SaidAnswer.stream(stream.body()).choices().get(0)).isEqualTo(said);
		assertThat(SaidAnswer.whole(whole.body().getBytes(StandardCharsets.UTF_8)).choices().get(0)).isEqualTo(said);
		assertThat(provider.requests().size() + claude.requests().size()).isEqualTo(1);
	}

	private static void inPieces(FakeProvider.Wire wire, String events) throws IOException {
		wire.stream();
		for (String event : events.lines().toList()) {
			wire.event(event);
		}
		wire.end();
	}

	private static String withUsage(String question) {
		return streamed(question).replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");
	}

	private static String text(HttpResponse<String> response, boolean stream) {
		if (!stream) {
			return Gateway.json(response).path("choices").path(0).path("message").path("content").asText();
		}
		StringBuilder text = new StringBuilder();
		for (String event : Gateway.events(response.body())) {
			if (!event.equals("[DONE]")) {
				text.append(Gateway.json(event).path("choices").path(0).path("delta").path("content").asText(""));
			}
		}
		return text.toString();
	}

	@Test
	void anAnswerOfAFieldThatSeraiDoesNotKnowIsGivenAgainInItsOwnFormOnly() {
		String question = question().replaceFirst("\\{", "{\"logprobs\":true,");
		chat(gateway, question);
		assertThat(cache(chat(gateway, streamed(question)))).isEqualTo("miss");
		assertThat(cache(chat(gateway, question))).isEqualTo("hit");
		assertThat(cache(chat(gateway, streamed(question)))).isEqualTo("hit");
	}

	@Test
	void L04_anotherTeamNeverGetsIt() {
		String question = question();
		String[] other = newTeam(gateway);
		chat(gateway, question);
		assertThat(cache(chat(gateway, question, other))).isEqualTo("miss");
		assertThat(cache(chat(gateway, question, other))).isEqualTo("hit");
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void P9_whatATeamIsToldDoesNotDependOnWhatAnotherAsks() {
		String[] one = newTeam(gateway);
		String[] other = newTeam(gateway);
		String question = question();
		chat(gateway, question, other);
		provider.plays(Said.answering("Ho"));
		HttpResponse<String> alone = chat(gateway, question(), one);
		HttpResponse<String> besides = chat(gateway, question, one);
		assertThat(besides.body()).isEqualTo(alone.body());
		assertThat(shown(besides)).isEqualTo(shown(alone));
	}

	/** All that a caller is shown but ids and times. */
	private static Map<String, List<String>> shown(HttpResponse<String> response) {
		Map<String, List<String>> shown = new TreeMap<>(response.headers().map());
		shown.keySet().removeAll(List.of("x-request-id", "x-serai-overhead-ms", "date"));
		return shown;
	}

	@Test
	void L04_aKeyThatMayNotUseTheModelIsNotToldWhatAnotherKeyOfItsTeamWas() {
		String question = question();
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		String all = operator.newKey(team, "").path("secret").asText();
		String some = operator.newKey(team, ",\"allowedModels\":[\"other\"]").path("secret").asText();
		assertThat(cache(chat(gateway, question, "authorization", "Bearer " + all))).isEqualTo("miss");
		HttpResponse<String> refused = chat(gateway, question, "authorization", "Bearer " + some);
		assertThat(refused.statusCode()).isIn(403, 404);
		assertThat(gateway.part(AnswerRecall.class).underWay()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"user\":\"u\"", "\"seed\":1", "\"temperature\":0.5", "\"max_tokens\":5", "\"n\":2",
			"\"stop\":\"x\"", "\"top_p\":0.5", "\"logit_bias\":{\"1\":1}", "\"metadata\":{\"a\":\"b\"}",
			"\"response_format\":{\"type\":\"json_object\"}",
			"\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]" })
	void L04_aFieldThatChangesTheAnswerMakesItAnotherQuestion(String field) {
		String question = question();
		chat(gateway, question);
		String changed = question.replaceFirst("\\{", "{" + field.replace("\\", "\\\\") + ",");
		HttpResponse<String> answer = chat(gateway, changed);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(cache(answer)).isEqualTo("miss");
		assertThat(cache(chat(gateway, changed))).isEqualTo("hit");
	}

	@Test
	void L04_theSystemPromptTheModelAndThePolicyCountTooAndTheSpellingDoesNot() {
		String text = CacheScene.unique();
		String question = "{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
		chat(gateway, question);
		assertThat(cache(chat(gateway, question.replace("[{", "[{\"role\":\"system\",\"content\":\"Be brief\"},{"))))
			.isEqualTo("miss");
		assertThat(cache(chat(gateway, question.replace("alone", "other")))).isEqualTo("miss");
		assertThat(cache(chat(gateway, question, "x-serai-policy", "brief"))).isEqualTo("miss");
		assertThat(cache(chat(gateway, " { \"messages\" : [ { \"content\" : \"" + text
				+ "\" , \"role\" : \"user\" } ] , \"model\" : \"alone\" } ")))
			.isEqualTo("hit");
	}

	@Test
	void whoWantsNothingKeptIsServedBesideTheCache() {
		String question = question();
		assertThat(cache(chat(gateway, question, "x-serai-cache", "no-store"))).isEqualTo("bypass");
		assertThat(cache(chat(gateway, question))).isEqualTo("miss");
		HttpResponse<String> beside = chat(gateway, question, "x-serai-cache", "no-store");
		assertThat(cache(beside)).isEqualTo("bypass");
		assertThat(row(gateway, beside)).containsEntry("cache", "bypass");
		assertThat(provider.requests()).hasSize(3);
	}

	@Test
	void whoWantsANewAnswerGetsOneWhichTakesTheOldOnesPlace() {
		String question = question();
		chat(gateway, question);
		provider.plays(Said.answering("Ho"));
		assertThat(cache(chat(gateway, question, "x-serai-cache", "no-cache"))).isEqualTo("miss");
		HttpResponse<String> next = chat(gateway, question);
		assertThat(cache(next)).isEqualTo("hit");
		assertThat(text(next, false)).isEqualTo("Ho");
	}

	@Test
	void anyOtherWishIsRefused() {
		HttpResponse<String> refused = chat(gateway, question(), "x-serai-cache", "max-age=3");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).isEqualTo("x-serai-cache");
	}

	@Test
	void nothingIsKeptWhereThePolicyDoesNotWantIt() {
		String question = question();
		for (int i = 0; i < 2; i++) {
			assertThat(cache(chat(gateway, question, "x-serai-policy", "uncached"))).isEqualTo("bypass");
		}
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void whatIsNoWholeAnswerIsNotKept() {
		String question = question();
		provider.plays((request, wire) -> wire.json(200, Said.answer("Hi").replace("\"stop\"", "\"content_filter\"")));
		chat(gateway, question);
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"-\"}}"));
		assertThat(chat(gateway, question).statusCode()).isEqualTo(502);
		provider.plays((request, wire) -> wire.stream().event(Said.piece("Hal")).hangUp());
		assertThat(chat(gateway, streamed(question)).body()).contains("truncated");
		provider.plays(Said.answering("x".repeat(30_000)));
		assertThat(cache(chat(gateway, question))).isEqualTo("miss");
		assertThat(cache(chat(gateway, question))).isEqualTo("miss");
		assertThat(gateway.part(AnswerRecall.class).underWay()).isZero();
	}

	@Test
	void L03_aHerdAsksOnce() throws Exception {
		provider.plays(slowly(Said.answering("Hi")));
		assertThat(herd(5_000, question(), "cached")).hasSize(1).containsEntry("200 Hi", 5_000);
		assertThat(provider.requests()).hasSize(1);
		assertThat(gateway.part(AnswerRecall.class).underWay()).isZero();
	}

	@Test
	void L03_aHerdAsksOnceMoreWhenTheAnswerHasExpired() throws Exception {
		String question = question();
		chat(gateway, question, "x-serai-policy", "brief");
		assertThat(cache(chat(gateway, question, "x-serai-policy", "brief"))).isEqualTo("hit");
		await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
		provider.plays(slowly(Said.answering("Hi"))).forget();
		assertThat(herd(200, question, "brief")).hasSize(1).containsEntry("200 Hi", 200);
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void L03_aHerdSharesTheProvidersError() throws Exception {
		provider.plays(slowly((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"-\"}}")));
		assertThat(herd(200, question(), "cached")).hasSize(1).containsEntry("502 upstream_error", 200);
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void L03_aLeaderWhoLeavesHandsOver() throws Exception {
		String question = question();
		CountDownLatch asked = new CountDownLatch(1);
		AtomicInteger requests = new AtomicInteger();
		provider.plays((request, wire) -> {
			if (requests.incrementAndGet() == 1) {
				asked.countDown();
				wire.awaitClose(Duration.ofSeconds(10));
			}
			else {
				Said.answering("Hi").answer(request, wire);
			}
		});
		try (RawCaller leader = new RawCaller(gateway); ExecutorService callers = callers()) {
			leader.chat(question);
			asked.await();
			List<Future<HttpResponse<String>>> followers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				followers.add(callers.submit(() -> chat(gateway, question)));
			}
			await().pollDelay(Duration.ofMillis(300)).until(() -> true);
			assertThat(requests).hasValue(1);
			leader.reset();
			for (Future<HttpResponse<String>> follower : followers) {
				assertThat(follower.get().statusCode()).isEqualTo(200);
			}
		}
		assertThat(requests).hasValue(2);
	}

	@Test
	void L03_aFollowerWaitsNoLongerThanItsOwnTime() throws Exception {
		String question = question();
		CountDownLatch asked = new CountDownLatch(1);
		provider.plays((request, wire) -> {
			asked.countDown();
			pause(1_000);
			Said.answering("Hi").answer(request, wire);
		});
		try (ExecutorService callers = callers()) {
			Future<HttpResponse<String>> leader = callers.submit(() -> chat(gateway, question));
			asked.await();
			HttpResponse<String> follower = chat(gateway, question, "x-serai-timeout-ms", "200");
			assertThat(follower.statusCode()).isEqualTo(504);
			assertThat(Scene.error(follower)).isEqualTo("deadline_exceeded");
			assertThat(row(gateway, follower)).containsEntry("outcome", "timeout");
			assertThat(leader.get().statusCode()).isEqualTo(200);
		}
	}

	/** How often each end came. */
	private static Map<String, Integer> herd(int size, String question, String policy) throws Exception {
		Map<String, Integer> ends = new ConcurrentHashMap<>();
		byte[] request = ("POST /v1/chat/completions HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + gateway.key()
				+ "\r\nContent-Type: application/json\r\nx-serai-policy: " + policy + "\r\nContent-Length: "
				+ question.length() + "\r\n\r\n" + question)
			.getBytes(StandardCharsets.UTF_8);
		try (ExecutorService callers = callers()) {
			for (int i = 0; i < size; i++) {
				callers.submit(() -> {
					try (RawCaller caller = new RawCaller(gateway)) {
						RawCaller.Answer answer = caller.send(request).read();
						JsonNode body = Gateway.json(answer.body());
						ends.merge(
								answer.status() + " " + (body.has("error") ? body.path("error").path("code").asText()
										: body.path("choices").path(0).path("message").path("content").asText()),
								1, Integer::sum);
					}
					catch (IOException ex) {
						ends.merge(ex.toString(), 1, Integer::sum);
					}
				});
			}
		}
		return ends;
	}

	private static ExecutorService callers() {
		return Executors.newVirtualThreadPerTaskExecutor();
	}

	private static FakeProvider.Script slowly(FakeProvider.Script script) {
		return (request, wire) -> {
			pause(500);
			script.answer(request, wire);
		};
	}

	private static void pause(long millis) {
		LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
	}

	@Test
	void anOperatorForgetsATeamsAnswersOrAll() {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		String[] of = { "authorization", "Bearer " + operator.newKey(team, "").path("secret").asText() };
		String question = question();
		chat(gateway, question);
		chat(gateway, question, of);
		assertThat(operator.delete("/api/cache?team=" + team.path("id").asText()).statusCode()).isEqualTo(204);
		assertThat(cache(chat(gateway, question))).isEqualTo("hit");
		assertThat(cache(chat(gateway, question, of))).isEqualTo("miss");
		assertThat(operator.delete("/api/cache").statusCode()).isEqualTo(204);
		assertThat(cache(chat(gateway, question))).isEqualTo("miss");
		assertThat(cache(chat(gateway, question, of))).isEqualTo("miss");
		assertThat(operator.delete("/api/cache?team=" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(operator.delete("/api/cache?team=x").statusCode()).isEqualTo(400);
		assertThat(operator.delete("/api/cache?tem=x").statusCode()).isEqualTo(400);
		assertThat(gateway.database()
			.sql("SELECT count(*) FROM admin_event WHERE kind = 'cache' AND action = 'purge'")
			.query(Integer.class)
			.single()).isEqualTo(2);
	}

}
