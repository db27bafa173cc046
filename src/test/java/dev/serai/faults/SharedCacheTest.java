package dev.serai.faults;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.redis.Redis;
import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import dev.serai.testing.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.faults.CacheScene.cache;
import static dev.serai.faults.CacheScene.chat;
import static dev.serai.faults.CacheScene.question;
import static dev.serai.faults.CacheScene.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The cache of answers on two nodes that share a Redis. */
@Alone
class SharedCacheTest {

	private static final String PEPPER = "c2VyYWktdGVzdHMtcGVwcGVyLW9mLTMyLWJ5dGVzISE=";

	private static RealRedis server;

	private static FakeProvider provider;

	private static Gateway gateway;

	private static Gateway second;

	private static String[] key;

	@BeforeAll
	static void start() {
		server = RealRedis.start();
		provider = new FakeProvider();
		OwnConfiguration configuration = CacheScene.with(provider)
			.setting(Gateway.DATABASE, RealDatabase.freshUrl())
			.setting("serai.key-pepper", PEPPER)
			.setting("spring.data.redis.url", server.url());
		gateway = configuration.start();
		second = configuration.start();
		key = new String[] { "authorization", "Bearer " + gateway.key() };
	}

	@AfterAll
	static void end() {
		gateway.close();
		second.close();
		provider.close();
		server.close();
	}

	@BeforeEach
	void answer() {
		provider.plays(Said.answering("Hi")).forget();
		awaitRedis();
	}

	private static void awaitRedis() {
		for (Gateway node : List.of(gateway, second)) {
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
				node.part(Redis.class).ask(commands -> commands.get("anything"));
				return node.part(Redis.class).isReachable();
			});
		}
	}

	@Test
	void whatOneNodeWasAnsweredTheOtherNodeKnows() {
		String question = question();
		HttpResponse<String> first = chat(gateway, question, key);
		HttpResponse<String> again = chat(second, question, key);
		assertThat(cache(first)).isEqualTo("miss");
		assertThat(cache(again)).isEqualTo("hit");
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(Scene.header(again, "x-serai-saved-usd")).isEqualTo(Said.COST);
		assertThat(chat(second, streamed(question), key).body()).contains("Hi").contains("[DONE]");
		assertThat(provider.requests()).hasSize(1);
	}

	@Test
	void whatOneNodeForgetsAllForget() {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		String[] of = { "authorization", "Bearer " + operator.newKey(team, "").path("secret").asText() };
		String question = question();
		chat(gateway, question, key);
		chat(gateway, question, of);
		assertThat(operator.delete("/api/cache?team=" + team.path("id").asText()).statusCode()).isEqualTo(204);
		assertThat(names(team.path("id").asText())).isEmpty();
		assertThat(cache(chat(second, question, key))).isEqualTo("hit");
		assertThat(cache(chat(second, question, of))).isEqualTo("miss");
		assertThat(operator.delete("/api/cache").statusCode()).isEqualTo(204);
		assertThat(cache(chat(second, question, key))).isEqualTo("miss");
		assertThat(cache(chat(second, question, of))).isEqualTo("miss");
	}

	@Test
	void whatIsBeingMadeWhenATeamIsForgottenIsNotKept() throws Exception {
		Operator operator = new Operator(gateway);
		String question = question();
		provider.plays((request, wire) -> {
			assertThat(operator.delete("/api/cache").statusCode()).isEqualTo(204);
			Said.answering("Hi").answer(request, wire);
		});
		chat(gateway, question, key);
		provider.plays(Said.answering("Hi"));
		assertThat(cache(chat(gateway, question, key))).isEqualTo("miss");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cut", "flipped", "older", "empty", "other's" })
	void R06_whatIsDamagedOrOfAnotherFormatIsAMissAndIsReplaced(String damage) {
		new Operator(gateway).delete("/api/cache");
		String question = question();
		chat(gateway, question, key);
		String name = names("").getFirst();
		byte[] good = redis().ask(commands -> commands.get(name));
		byte[] bad = switch (damage) {
			case "cut" -> Arrays.copyOf(good, good.length - 1);
			case "empty" -> new byte[0];
			case "other's" -> {
				new Operator(gateway).delete("/api/cache");
				chat(gateway, question(), key);
				yield redis().ask(commands -> commands.get(names("").getFirst()));
			}
			default -> {
				byte[] changed = good.clone();
				changed[damage.equals("older") ? 0 : good.length - 5] ^= 1;
				yield changed;
			}
		};
		redis().ask(commands -> commands.set(name, bad));
		HttpResponse<String> answer = chat(gateway, question, key);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(cache(answer)).isEqualTo("miss");
		assertThat(cache(chat(second, question, key))).isEqualTo("hit");
	}

	@Test
	void R01_aRedisThatGoesMakesMissesAndNoErrors() throws Exception {
		String question = question();
		chat(gateway, question, key);
		AtomicBoolean going = new AtomicBoolean(true);
		AtomicInteger answered = new AtomicInteger();
		AtomicInteger wrong = new AtomicInteger();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			try {
				for (int i = 0; i < 8; i++) {
					String asked = (i % 2 == 0) ? question : question();
					Gateway node = (i % 4 < 2) ? gateway : second;
					callers.submit(() -> {
						while (going.get()) {
							(chat(node, asked, key).statusCode() == 200 ? answered : wrong).incrementAndGet();
							LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
						}
					});
				}
				await().until(() -> answered.get() > 100);
				server.stop();
				int before = answered.get();
				await().until(() -> answered.get() > before + 100);
				assertThat(cache(chat(gateway, question, key))).isIn("miss", "hit");
				assertThat(cache(chat(gateway, question(), key))).isEqualTo("miss");
				assertThat(new Operator(gateway).delete("/api/cache").statusCode()).isEqualTo(503);
			}
			finally {
				going.set(false);
			}
		}
		server.restart();
		awaitRedis();
		chat(gateway, question, key);
		assertThat(cache(chat(second, question, key))).isEqualTo("hit");
		assertThat(wrong).hasValue(0);
	}

	private static Redis redis() {
		return gateway.part(Redis.class);
	}

	private static List<String> names(String team) {
		return redis().ask(commands -> commands.keys("serai:cache:" + team + "*"));
	}

}
