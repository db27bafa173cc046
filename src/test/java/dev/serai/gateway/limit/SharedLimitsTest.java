package dev.serai.gateway.limit;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.redis.Nodes;
import dev.serai.platform.redis.Redis;
import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two nodes with one database and one Redis. */
@Alone
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedLimitsTest {

	private static final Duration SOON = Duration.ofSeconds(15);

	private static FakeProvider provider;

	private static RealRedis redis;

	private static StallingLine line;

	private static Gateway one;

	private static Gateway two;

	@BeforeAll
	static void start() {
		provider = new FakeProvider().plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
		redis = RealRedis.start();
		line = new StallingLine(redis.port());
		String database = RealDatabase.freshUrl();
		one = node(database);
		two = node(database);
		await().atMost(SOON).until(() -> nodes() == 2);
		Callers.chat(one, limitedKey(",\"requestsPerMinute\":100"), "");
		Callers.chat(two, limitedKey(",\"requestsPerMinute\":100"), "");
	}

	private static Gateway node(String database) {
		return Gateway.start(
				Map.of(Gateway.DATABASE, database, "serai.key-pepper", Base64.getEncoder().encodeToString(new byte[32]),
						"spring.data.redis.url", "redis://127.0.0.1:" + line.port(), "OPENAI_API_KEY",
						"sk-openai-canary", "OPENAI_BASE_URL", provider.url() + "/v1"));
	}

	@AfterAll
	static void end() {
		one.close();
		two.close();
		line.close();
		redis.close();
		provider.close();
	}

	@BeforeEach
	void answer() {
		provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER)).forget();
		awaitCalm();
	}

	private static int nodes() {
		return Math.min(one.part(Nodes.class).count(), two.part(Nodes.class).count());
	}

	private static boolean reachable() {
		return one.part(Redis.class).isReachable() && two.part(Redis.class).isReachable();
	}

	/** Redis has been there for long enough that each node may take all of a limit. */
	private static void awaitCalm() {
		await().atMost(SOON)
			.until(() -> reachable() && !one.part(Limiter.class).isCareful() && !two.part(Limiter.class).isCareful());
	}

	/** A new key with a limit that both nodes know. */
	private static JsonNode limitedKey(String figures) {
		JsonNode key = Callers.newKey(one);
		Callers.limit(one, "key", key.path("id").asText(), figures);
		two.part(CurrentLimits.class).refresh();
		return key;
	}

	@Test
	@Order(1)
	void B05_of300AtOnceOverTwoNodesExactly100GetThrough() throws Exception {
		List<HttpResponse<String>> answers = List.of();
		boolean together = false;
		for (int i = 0; !together && i < 5; i++) {
			awaitCalm();
			JsonNode key = limitedKey(",\"requestsPerMinute\":100");
			provider.forget();
			long alone = decidedAlone();
			answers = Callers.atOnce(300, key, "", one, two);
			// On a machine that is so busy that Redis was late, nodes go by their shares.
			together = decidedAlone() == alone;
			assertThat(Callers.admitted(answers)).isLessThanOrEqualTo(100 + nodes());
			assertThat(Callers.admitted(Callers.atOnce(20, key, "", one, two))).isLessThanOrEqualTo(nodes());
		}
		assertThat(together).isTrue();
		assertThat(Callers.admitted(answers)).isEqualTo(100);
		assertThat(provider.requests()).hasSize(100);
		assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).allSatisfy(refused -> {
			assertThat(Integer.parseInt(Callers.header(refused, "retry-after"))).isBetween(40, 61);
			assertThat(Callers.header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
		});
	}

	private static long decidedAlone() {
		return one.part(Limiter.class).decidedAlone() + two.part(Limiter.class).decidedAlone();
	}

	@Test
	@Order(2)
	void B07_theOtherNodeKnowsWhatIsOwed() throws Exception {
		JsonNode key = limitedKey(",\"tokensPerMinute\":2000");
		assertThat(Callers.chat(one, key, ",\"max_tokens\":10").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> {
			HttpResponse<String> refused = Callers.chat(two, key, ",\"max_tokens\":1990");
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(Callers.header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("900");
		});
		assertThat(Callers.chat(two, key, ",\"max_tokens\":800").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(
				Callers.header(Callers.chat(one, key, ",\"max_tokens\":800"), "x-ratelimit-remaining-tokens"))
			.isEqualTo("0"));
	}

	@Test
	@Order(3)
	void B06_placesAreSharedAndThoseOfADeadNodeComeBackWithinTheLease() throws Exception {
		JsonNode key = limitedKey(",\"concurrentCalls\":1");
		long alone = decidedAlone();
		CountDownLatch go = new CountDownLatch(1);
		provider.plays((request, wire) -> {
			awaitQuietly(go);
			wire.json(200, OneProvider.ANSWER);
		});
		CompletableFuture<HttpResponse<String>> held = CompletableFuture.supplyAsync(() -> Callers.chat(one, key, ""),
				task -> Thread.ofVirtual().start(task));
		await().untilAsserted(() -> assertThat(provider.requests()).hasSize(1));
		assertThat(decidedAlone()).isEqualTo(alone);
		assertThat(Callers.code(Callers.chat(two, key, ""))).isEqualTo("concurrency_limit_exceeded");
		try (RedisClient client = RedisClient.create(redis.url());
				StatefulRedisConnection<String, String> connection = client.connect()) {
			String leases = "serai:calls:key:" + key.path("id").asText();
			assertThat(connection.sync().zrangeWithScores(leases, 0, -1)).singleElement()
				.satisfies(
						lease -> assertThat(lease.getScore() - System.currentTimeMillis()).isLessThanOrEqualTo(30_500));
			// A node that lives goes on with its calls.
			double before = connection.sync().zrangeWithScores(leases, 0, -1).getFirst().getScore();
			one.part(Limiter.class).upkeep();
			await().until(() -> connection.sync().zrangeWithScores(leases, 0, -1).getFirst().getScore() > before);
			// One that is dead does not, and its lease's time comes.
			connection.sync().zadd(leases, 1, connection.sync().zrange(leases, 0, 0).getFirst());
			go.countDown();
			assertThat(Callers.chat(two, key, "").statusCode()).isEqualTo(200);
		}
		assertThat(held.get().statusCode()).isEqualTo(200);
		assertThat(Callers.chat(one, key, "").statusCode()).isEqualTo(200);
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
	@Order(4)
	void aChangeHoldsOnAllNodesWithinFiveSeconds() {
		JsonNode key = Callers.newKey(one);
		assertThat(Callers.chat(two, key, "").statusCode()).isEqualTo(200);
		Callers.limit(one, "key", key.path("id").asText(), ",\"requestsPerMinute\":0");
		assertThat(Callers.chat(one, key, "").statusCode()).isEqualTo(429);
		await().atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(Callers.chat(two, key, "").statusCode()).isEqualTo(429));
	}

	@Test
	@Order(5)
	void R04_whatRedisLosesIsToldAgain() throws Exception {
		JsonNode key = limitedKey(",\"requestsPerMinute\":10");
		assertThat(Callers.admitted(Callers.atOnce(8, key, "", one, two))).isEqualTo(8);
		try (RedisClient client = RedisClient.create(redis.url());
				StatefulRedisConnection<String, String> connection = client.connect()) {
			connection.sync().flushall();
		}
		// Each node tells its own when it next asks; by then no more than the limit has
		// passed.
		List<HttpResponse<String>> after = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			after.add(Callers.chat((i % 2 == 0) ? one : two, key, ""));
		}
		assertThat(Callers.admitted(after)).isEqualTo(2);
	}

	@Test
	@Order(6)
	void R02_aSlowRedisKeepsNobodyWaitingAndNodesGoOnWithTheirShares() throws Exception {
		JsonNode before = limitedKey(",\"requestsPerMinute\":20");
		JsonNode fresh = limitedKey(",\"requestsPerMinute\":20");
		JsonNode free = limitedKey(",\"requestsPerMinute\":100000");
		assertThat(Callers.admitted(Callers.atOnce(20, before, "", one, two))).isEqualTo(20);
		line.stall();
		List<Long> millis = Callers.together(Stream.generate(() -> (Callable<Long>) () -> {
			long start = System.nanoTime();
			assertThat(Callers.chat(one, free, "").statusCode()).isEqualTo(200);
			return Duration.ofNanos(System.nanoTime() - start).toMillis();
		}).limit(40));
		assertThat(millis).allMatch(taken -> taken < 2_000);
		assertThat(one.part(Redis.class).isReachable()).isFalse();
		assertThat(Callers.admitted(Callers.atOnce(30, fresh, "", one))).isEqualTo(10);
		assertThat(Callers.admitted(Callers.atOnce(30, fresh, "", two))).isEqualTo(10);
		assertThat(Callers.admitted(Callers.atOnce(10, before, "", one, two))).as("what was used up stays so").isZero();
		line.flow();
		await().atMost(SOON).until(SharedLimitsTest::reachable);
		assertThat(Callers.admitted(Callers.atOnce(10, fresh, "", one, two))).isZero();
		assertThat(Callers.admitted(Callers.atOnce(10, before, "", one, two))).isZero();
	}

	@Test
	@Order(7)
	void R03_aRedisThatComesAndGoesEmptyGivesNoFreeQuota() throws Exception {
		JsonNode key = limitedKey(",\"requestsPerMinute\":40");
		long admitted = Callers.admitted(Callers.atOnce(30, key, "", one, two));
		assertThat(admitted).isEqualTo(30);
		for (int flap = 0; flap < 3; flap++) {
			redis.stop();
			admitted += Callers.admitted(Callers.atOnce(40, key, "", one, two));
			redis.restart();
			await().atMost(SOON).until(SharedLimitsTest::reachable);
			admitted += Callers.admitted(Callers.atOnce(40, key, "", one, two));
		}
		assertThat(admitted).isBetween(30L, 40L);
	}

	@Test
	@Order(8)
	void R01_withoutRedisCallsGoOn() throws Exception {
		JsonNode key = limitedKey(",\"requestsPerMinute\":1000,\"tokensPerMinute\":100000000,\"concurrentCalls\":500");
		redis.stop();
		assertThat(Callers.admitted(Callers.atOnce(100, key, "", one, two))).isEqualTo(100);
		redis.restart();
		await().atMost(SOON).until(SharedLimitsTest::reachable);
		// Both tell what they let in, even if nobody calls.
		awaitCalm();
		assertThat(Callers.header(Callers.chat(one, key, ""), "x-ratelimit-remaining-requests")).isEqualTo("899");
	}

}
