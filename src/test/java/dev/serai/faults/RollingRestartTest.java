package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.RealRedis;
import dev.serai.testing.SeraiProcess;
import dev.serai.testing.StreamText;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes with one PostgreSQL and one Redis, restarted one after the other while they
 * are called. What stands before them does what a load balancer does: it asks each node's
 * readiness, sends new calls to nodes that are ready, and leaves calls under way alone.
 * It never repeats a call.
 */
class RollingRestartTest {

	private static final int CALLERS = 8;

	private static final String WORDS = "one two three four five six seven eight";

	private final AtomicInteger numbers = new AtomicInteger();

	/** The ids of calls that were answered whole. */
	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private volatile boolean load = true;

	@Test
	void aRollingRestartUnderLoadFailsNoCallAndRecordsEachOnce() throws IOException, InterruptedException {
		String url = RealDatabase.freshUrl();
		JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
		try (FakeProvider provider = new FakeProvider().plays(RollingRestartTest::answer);
				RealRedis redis = RealRedis.start();
				SeraiProcess first = new SeraiProcess(settings(url, redis, provider));
				SeraiProcess second = new SeraiProcess(settings(url, redis, provider));
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			first.awaitReady();
			second.awaitReady();
			String key = (first.data().resolve("first.key").toFile().exists() ? first : second).key();
			Balancer balancer = new Balancer(List.of(first, second));
			callers.execute(balancer::look);
			for (int i = 0; i < CALLERS; i++) {
				boolean stream = i % 2 == 0;
				String chat = stream ? Said.streamRequest("gpt-4o-mini") : Said.request("gpt-4o-mini");
				String slowly = (i % 4 == 0) ? chat.replace("Say something", "Say something slowly") : chat;
				callers.execute(() -> call(balancer, key, slowly, stream));
			}
			awaitMoreCalls(200);
			restart(first, balancer);
			awaitMoreCalls(200);
			restart(second, balancer);
			awaitMoreCalls(200);
			this.load = false;
			callers.shutdown();
			assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			assertThat(this.failures).as("of %s calls", this.numbers).isEmpty();
			assertThat(balancer.served()).allSatisfy((node, calls) -> assertThat(calls).isGreaterThan(100));
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(ids(database, "")).hasSize(this.numbers.get()));
			assertThat(ids(database, " WHERE outcome = 'ok'")).doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(this.answered);
			assertThat(database.sql("SELECT count(*) FROM attempt").query(Integer.class).single())
				.isEqualTo(this.numbers.get());
			assertThat(provider.requests()).hasSize(this.numbers.get());
		}
	}

	private static Map<String, String> settings(String url, RealRedis redis, FakeProvider provider) {
		return Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATA_REDIS_URL", redis.url(), "SERAI_KEY_PEPPER",
				Base64.getEncoder().encodeToString(new byte[32]), "SERAI_DRAIN_TIME", "3s", "OPENAI_API_KEY",
				"sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1");
	}

	/** While calls go on; the node has ended by itself before it is started again. */
	private void restart(SeraiProcess node, Balancer balancer) throws IOException, InterruptedException {
		node.terminate();
		assertThat(node.ended(Duration.ofSeconds(30))).as("ended by itself; see %s", node.log()).isTrue();
		node.start();
		node.awaitReady();
		await().atMost(Duration.ofSeconds(5)).until(() -> balancer.isReady(node));
	}

	private void awaitMoreCalls(int more) {
		int before = this.answered.size();
		await().atMost(Duration.ofSeconds(60))
			.until(() -> this.answered.size() >= before + more || !this.failures.isEmpty());
	}

	/** Streams take some 400 ms, or longer than a node takes new calls at its end. */
	private static void answer(FakeProvider.Request request, FakeProvider.Wire wire) throws IOException {
		if (!request.text().contains("\"stream\":true")) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
			wire.json(200, Said.answer(WORDS));
			return;
		}
		int pause = request.text().contains("slowly") ? 500 : 50;
		wire.stream();
		for (String word : WORDS.split(" ")) {
			wire.event(Said.piece(word));
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
		}
		wire.event(Said.finish()).event(Said.usage()).event("[DONE]").end();
	}

	private void call(Balancer balancer, String key, String chat, boolean stream) {
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			while (this.load && this.failures.isEmpty()) {
				SeraiProcess node = balancer.next();
				int number = this.numbers.incrementAndGet();
				StreamText text = new StreamText();
				try {
					HttpResponse<String> answer = text.send(http,
							HttpRequest.newBuilder(node.url("/v1/chat/completions"))
								.timeout(Duration.ofSeconds(30))
								.header("authorization", "Bearer " + key)
								.header("content-type", "application/json")
								.POST(BodyPublishers.ofString(chat))
								.build());
					if (answer.statusCode() == 200 && !text.wasAborted() && isWhole(answer.body(), stream)) {
						this.answered.add(answer.headers().firstValue("x-request-id").orElseThrow());
					}
					else {
						this.failures.add(number + ": " + answer.statusCode() + " " + answer.body());
					}
				}
				catch (IOException ex) {
					this.failures.add(number + ": " + ex);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isWhole(String body, boolean stream) {
		return stream ? List.of(WORDS.split(" ")).stream().allMatch(body::contains) && body.endsWith("data: [DONE]\n\n")
				: body.contains(WORDS) && body.endsWith("}");
	}

	private static List<String> ids(JdbcClient database, String where) {
		return database.sql("SELECT id::text FROM call" + where).query(String.class).list();
	}

	/** Takes turns between the nodes that were ready when it last looked. */
	private final class Balancer {

		private static final Duration INTERVAL = Duration.ofMillis(250);

		private final List<SeraiProcess> nodes;

		private final Map<SeraiProcess, Integer> served = new ConcurrentHashMap<>();

		private final AtomicInteger turn = new AtomicInteger();

		private volatile List<SeraiProcess> ready;

		private Balancer(List<SeraiProcess> nodes) {
			this.nodes = nodes;
			this.ready = nodes;
		}

		/** Asks for readiness, as long as there is load. */
		private void look() {
			while (RollingRestartTest.this.load) {
				List<SeraiProcess> up = new ArrayList<>(this.nodes);
				up.removeIf(node -> node.health() != 200);
				this.ready = List.copyOf(up);
				LockSupport.parkNanos(INTERVAL.toNanos());
			}
		}

		private SeraiProcess next() {
			List<SeraiProcess> now = this.ready;
			SeraiProcess node = now.get(Math.floorMod(this.turn.getAndIncrement(), now.size()));
			this.served.merge(node, 1, Integer::sum);
			return node;
		}

		private boolean isReady(SeraiProcess node) {
			return this.ready.contains(node);
		}

		private Map<SeraiProcess, Integer> served() {
			return new HashMap<>(this.served);
		}

	}

}
