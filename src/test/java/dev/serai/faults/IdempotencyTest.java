package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.serai.gateway.idempotency.Claims;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.faults.CacheScene.newTeam;
import static dev.serai.faults.CacheScene.question;
import static dev.serai.faults.CacheScene.row;
import static dev.serai.faults.CacheScene.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Idempotency keys (B12), on two nodes that share a database and no Redis. */
class IdempotencyTest {

	private static final String PEPPER = "c2VyYWktdGVzdHMtcGVwcGVyLW9mLTMyLWJ5dGVzISE=";

	private static FakeProvider provider;

	private static Gateway gateway;

	private static Gateway second;

	/** The second node's way to the database. */
	private static BreakableLine line;

	@BeforeAll
	static void start() throws IOException {
		provider = new FakeProvider();
		line = new BreakableLine(RealDatabase.port(), true);
		String database = RealDatabase.freshUrl();
		OwnConfiguration configuration = CacheScene.with(provider)
			.setting(Gateway.DATABASE, database)
			.setting("serai.key-pepper", PEPPER)
			.setting("serai.idempotency.max-answer-bytes", "20000");
		gateway = configuration.start();
		second = configuration
			.setting(Gateway.DATABASE, database.replace(":" + RealDatabase.port() + "/", ":" + line.port() + "/"))
			.start();
	}

	@AfterAll
	static void end() throws IOException {
		gateway.close();
		second.close();
		line.close();
		provider.close();
	}

	@BeforeEach
	void answer() {
		provider.plays(Said.answering("Hi")).forget();
	}

	/** A call that the cache has no part in. */
	private static HttpResponse<String> chat(Gateway node, String key, String body, String... headers) {
		String[] all = new String[headers.length + 6];
		all[0] = "authorization";
		all[1] = "Bearer " + gateway.key();
		all[2] = "idempotency-key";
		all[3] = key;
		all[4] = "x-serai-policy";
		all[5] = "uncached";
		System.arraycopy(headers, 0, all, 6, headers.length);
		return CacheScene.chat(node, body, all);
	}

	private static boolean isReplayed(HttpResponse<?> response) {
		return Scene.header(response, "idempotent-replayed").equals("true");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void B12_theSameBodyGetsTheStoredAnswerOnEveryNode(boolean stream) {
		String question = stream ? streamed(question()) : question();
		HttpResponse<String> first = chat(gateway, "same-" + stream, question);
		HttpResponse<String> again = chat(second, "same-" + stream, question);
		assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
		assertThat(isReplayed(first)).isFalse();
		assertThat(isReplayed(again)).isTrue();
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(Scene.header(again, "content-type")).startsWith(stream ? "text/event-stream" : "application/json");
		assertThat(Scene.header(again, "x-serai-cost-usd")).isEqualTo("0");
		assertThat(Scene.header(again, "x-serai-model")).isEqualTo("alone");
		assertThat(Scene.header(again, "x-request-id")).isNotEqualTo(Scene.header(first, "x-request-id"));
		assertThat(provider.requests()).hasSize(1);
		Map<String, Object> row = row(gateway, again);
		assertThat(row).containsEntry("outcome", "ok")
			.containsEntry("attempts", 0)
			.containsEntry("cache", null)
			.containsEntry("deployment", "alpha/alone");
		assertThat((BigDecimal) row.get("cost_usd")).isZero();
	}

	@Test
	void B12_whatTheCacheAnsweredIsReplayedToo() {
		String question = question();
		CacheScene.chat(gateway, question);
		HttpResponse<String> hit = chat(gateway, "hit", question, "x-serai-policy", "cached");
		assertThat(CacheScene.cache(hit)).isEqualTo("hit");
		HttpResponse<String> again = chat(gateway, "hit", question, "x-serai-policy", "cached");
		assertThat(isReplayed(again)).isTrue();
		assertThat(again.body()).isEqualTo(hit.body());
	}

	@Test
	void B12_whileTheFirstIsUnderWayTheOthersAreToldSoOnEveryNode() throws Exception {
		String question = question();
		CountDownLatch answer = new CountDownLatch(1);
		provider.plays((request, wire) -> {
			hold(answer);
			Said.answering("Hi").answer(request, wire);
		});
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> first = callers.submit(() -> chat(gateway, "under-way", question));
			await().until(() -> provider.requests().size() == 1);
			for (Gateway node : List.of(gateway, second)) {
				HttpResponse<String> other = chat(node, "under-way", question);
				assertThat(other.statusCode()).isEqualTo(409);
				assertThat(Scene.error(other)).isEqualTo("idempotency_in_progress");
				assertThat(Scene.header(other, "retry-after")).isEqualTo("1");
				assertThat(Scene.header(other, "x-should-retry")).isEqualTo("true");
			}
			answer.countDown();
			assertThat(first.get().statusCode()).isEqualTo(200);
		}
		assertThat(isReplayed(chat(second, "under-way", question))).isTrue();
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void B12_ofManyAtOnceOneIsServed() throws Exception {
		String question = question();
		List<Future<HttpResponse<String>>> calls = new ArrayList<>();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 40; i++) {
				Gateway node = (i % 2 == 0) ? gateway : second;
				calls.add(callers.submit(() -> chat(node, "many", question)));
			}
		}
		for (Future<HttpResponse<String>> call : calls) {
			assertThat(call.get().statusCode()).isIn(200, 409);
		}
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void B12_anotherBodyIsRefused() {
		chat(gateway, "body", question());
		HttpResponse<String> other = chat(gateway, "body", question());
		assertThat(other.statusCode()).isEqualTo(422);
		assertThat(Scene.error(other)).isEqualTo("idempotency_key_reused");
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void B12_anotherTeamsKeyIsAnotherKey() {
		String question = question();
		chat(gateway, "tenant", question);
		String[] other = newTeam(gateway);
		HttpResponse<String> theirs = chat(gateway, "tenant", question(), other);
		assertThat(theirs.statusCode()).isEqualTo(200);
		assertThat(isReplayed(theirs)).isFalse();
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void B12_afterItsTimeAKeyIsNewAndItsAnswerIsForgotten() {
		String question = question();
		chat(gateway, "expired", question);
		chat(gateway, "expired-and-not-used-again", question);
		gateway.database().sql("UPDATE idempotency SET expires_at = now() - interval '1 s'").update();
		HttpResponse<String> next = chat(gateway, "expired", question);
		assertThat(next.statusCode()).isEqualTo(200);
		assertThat(isReplayed(next)).isFalse();
		gateway.part(Claims.class).forgetExpired(1_000);
		assertThat(gateway.database()
			.sql("SELECT count(*) FROM idempotency WHERE expires_at < now()")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void B12_aCallThatWasLostIsServedAnewWhenItsLeaseHasEnded() {
		String question = question();
		chat(gateway, "lost", question);
		gateway.database().sql("UPDATE idempotency SET outcome = NULL, answer = NULL").update();
		assertThat(chat(gateway, "lost", question).statusCode()).isEqualTo(409);
		gateway.database().sql("UPDATE idempotency SET leased_until = now()").update();
		assertThat(chat(gateway, "lost", question).statusCode()).isEqualTo(200);
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void B12_anErrorThatCostNothingFreesTheKey() {
		String question = question();
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"-\"}}"));
		assertThat(chat(gateway, "free", question).statusCode()).isEqualTo(502);
		provider.plays(Said.answering("Hi"));
		HttpResponse<String> next = chat(gateway, "free", question);
		assertThat(next.statusCode()).isEqualTo(200);
		assertThat(isReplayed(next)).isFalse();
	}

	@Test
	void B12_aRequestThatIsWrongFreesTheKey() {
		String wrong = question().replace("\"alone\"", "\"nobody-offers-this\"");
		assertThat(chat(gateway, "wrong", wrong).statusCode()).isEqualTo(404);
		assertThat(chat(gateway, "wrong", question()).statusCode()).isEqualTo(200);
	}

	@Test
	void B12_anErrorThatCostSomethingIsReplayed() {
		String question = streamed(question());
		provider.plays((request, wire) -> wire.stream().event(Said.piece("Half an answer")).hangUp());
		assertThat(chat(gateway, "costly", question).body()).contains("truncated");
		provider.plays(Said.answering("Hi"));
		HttpResponse<String> again = chat(second, "costly", question);
		assertThat(again.statusCode()).isEqualTo(502);
		assertThat(Scene.error(again)).isEqualTo("truncated");
		assertThat(isReplayed(again)).isTrue();
		assertThat(Scene.header(again, "x-should-retry")).isEqualTo("false");
		assertThat((BigDecimal) row(gateway, again).get("cost_usd")).isZero();
		assertThat(provider.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void B12_aCallWhoseCallerLeavesIsServedToItsEnd(boolean stream) throws IOException {
		String question = stream ? streamed(question()) : question();
		CountDownLatch answer = new CountDownLatch(1);
		provider.plays((request, wire) -> {
			if (stream) {
				wire.stream().event(Said.piece("H"));
				hold(answer);
				wire.event(Said.piece("i")).event(Said.finish()).event(Said.usage()).event("[DONE]").end();
			}
			else {
				hold(answer);
				Said.answering("Hi").answer(request, wire);
			}
		});
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send("POST /v1/chat/completions HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + gateway.key()
					+ "\r\nContent-Type: application/json\r\nx-serai-policy: uncached\r\nIdempotency-Key: gone-"
					+ stream + "\r\nContent-Length: " + question.length() + "\r\n\r\n" + question);
			await().until(() -> provider.requests().size() == 1);
			if (stream) {
				caller.readHead();
			}
			caller.reset();
		}
		// Long enough for the gateway to see that its caller has gone.
		await().pollDelay(Duration.ofMillis(600)).until(() -> true);
		answer.countDown();
		HttpResponse<String> again = await().until(() -> chat(second, "gone-" + stream, question),
				response -> response.statusCode() != 409);
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(isReplayed(again)).isTrue();
		assertThat(again.body()).contains(stream ? "\"i\"" : "\"Hi\"");
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void B12_anAnswerThatIsTooLargeIsNotMadeAgain() {
		String question = question();
		provider.plays(Said.answering("x".repeat(30_000)));
		assertThat(chat(gateway, "large", question).statusCode()).isEqualTo(200);
		HttpResponse<String> again = chat(gateway, "large", question);
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(Scene.error(again)).isEqualTo("idempotency_answer_too_large");
		assertThat(Scene.header(again, "x-should-retry")).isEqualTo("false");
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void B12_aKeyThatCannotBeCheckedIsNotServedTwiceByMistake() {
		String question = question();
		chat(second, "checked", question);
		line.cut();
		try {
			HttpResponse<String> refused = chat(second, "checked", question);
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(Scene.error(refused)).isEqualTo("dependency_unavailable");
			assertThat(Scene.header(refused, "retry-after")).isEqualTo("1");
			assertThat(provider.requests()).hasSize(1);
			HttpResponse<String> without = CacheScene.chat(second, question, "authorization",
					"Bearer " + gateway.key());
			assertThat(without.statusCode()).isEqualTo(200);
		}
		finally {
			line.mend();
		}
		HttpResponse<String> again = await().ignoreExceptions()
			.until(() -> chat(second, "checked", question), response -> response.statusCode() == 200);
		assertThat(isReplayed(again)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b" })
	void B12_aKeyThatIsNoneIsRefused(String key) {
		HttpResponse<String> refused = chat(gateway, key, question());
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).isEqualTo("Idempotency-Key");
	}

	@Test
	void B12_aKeyThatIsTooLongIsRefused() {
		assertThat(chat(gateway, "k".repeat(255), question()).statusCode()).isEqualTo(200);
		assertThat(chat(gateway, "k".repeat(256), question()).statusCode()).isEqualTo(400);
	}

	private static void hold(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
