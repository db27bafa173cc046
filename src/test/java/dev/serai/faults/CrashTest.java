package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.SeraiProcess;
import dev.serai.testing.Sums;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Serai under load, killed at random moments and started again each time. Two witnesses
 * know what happened, and neither is Serai: the callers, who know which answers came
 * whole, and the provider, who knows what it was asked. Each call bears a number, as its
 * end user, by which it is found in all three.
 */
class CrashTest {

	private static final int KILLS = 20;

	private static final int CALLERS = 6;

	private static final long SEED = 20_260_316L;

	private static final Pattern USER = Pattern.compile("\"user\":\"(u-\\d+)\"");

	private final Random random = new Random(SEED);

	private final AtomicInteger numbers = new AtomicInteger();

	/** Numbers of calls whose answer came whole, with the call's id. */
	private final Map<String, String> answered = new ConcurrentHashMap<>();

	private final Set<String> asked = new ConcurrentSkipListSet<>();

	private volatile boolean load = true;

	@Test
	@DisplayName("K01, B13, P1, P2, P3: kill -9 at 20 random moments loses and doubles nothing")
	void losesAndDoublesNothing() throws IOException, InterruptedException {
		String url = RealDatabase.freshUrl();
		JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
		try (FakeProvider provider = new FakeProvider();
				BreakableLine line = new BreakableLine(RealDatabase.port(), true);
				SeraiProcess serai = new SeraiProcess(
						Map.of("SPRING_DATASOURCE_URL", url.replaceAll(":\\d+/", ":" + line.port() + "/"),
								"OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"));
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			provider.plays(this::answer);
			serai.awaitReady();
			String key = serai.key();
			setBudget(serai);
			for (int i = 0; i < CALLERS; i++) {
				callers.execute(() -> call(serai, key));
			}
			long recoveries = 0;
			for (int kill = 0; kill < KILLS; kill++) {
				untilAMoment(serai, line, kill, recoveries);
				recoveries = serai.recoveries();
				serai.kill();
				line.mend();
				serai.start();
			}
			serai.awaitReady();
			this.load = false;
			callers.shutdown();
			assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			assertAllIsAccountedFor(serai, database);
		}
	}

	/**
	 * Four kinds of moments: under load, with the database away, as soon as it is ready
	 * and catches up with what waited meanwhile, and while it starts, once it has read
	 * what the one before has left.
	 */
	private void untilAMoment(SeraiProcess serai, BreakableLine line, int kill, long recoveries) {
		int before = this.answered.size();
		if (kill % 4 == 3) {
			await().atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(20))
				.until(() -> serai.recoveries() > recoveries || this.answered.size() > before);
			sleep(this.random.nextInt(2_000));
			return;
		}
		await().atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.answered.size() > before);
		switch (kill % 4) {
			case 1 -> {
				sleep(100 + this.random.nextInt(200));
				line.cut();
				sleep(400 + this.random.nextInt(600));
			}
			case 2 -> sleep(this.random.nextInt(150));
			default -> sleep(100 + this.random.nextInt(900));
		}
	}

	private static void sleep(int millis) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	private void answer(FakeProvider.Request request, FakeProvider.Wire wire) throws IOException {
		Matcher user = USER.matcher(request.text());
		assertThat(user.find()).isTrue();
		this.asked.add(user.group(1));
		if (request.text().contains("\"stream\":true")) {
			wire.stream();
			for (int i = 0; i < 5; i++) {
				wire.event(Said.piece("word " + i + " "));
				sleep(3);
			}
			wire.event(Said.finish()).event(Said.usage()).event("[DONE]").end();
		}
		else {
			sleep(5);
			wire.json(200, Said.answer("Hello"));
		}
	}

	private void call(SeraiProcess serai, String key) {
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			while (this.load) {
				int number = this.numbers.incrementAndGet();
				try {
					ask(http, serai, key, number);
				}
				catch (IOException ex) {
					// It is down, or was killed.
					sleep(20);
				}
				catch (InterruptedException ex) {
					return;
				}
			}
		}
	}

	private void ask(HttpClient http, SeraiProcess serai, String key, int number)
			throws IOException, InterruptedException {
		boolean stream = number % 3 == 0;
		String chat = "{\"model\":\"gpt-4o-mini\",\"user\":\"u-" + number + "\"" + (stream ? ",\"stream\":true" : "")
				+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Say something.\"}]}";
		HttpResponse<String> answer = http.send(HttpRequest.newBuilder(serai.url("/v1/chat/completions"))
			.timeout(Duration.ofSeconds(10))
			.header("authorization", "Bearer " + key)
			.header("content-type", "application/json")
			.POST(BodyPublishers.ofString(chat))
			.build(), BodyHandlers.ofString());
		boolean whole = answer.statusCode() == 200
				&& (stream ? answer.body().contains("[DONE]") : answer.body().endsWith("}"));
		if (whole) {
			this.answered.put("u-" + number, answer.headers().firstValue("x-request-id").orElseThrow());
		}
		else {
			sleep(20);
		}
	}

	private void assertAllIsAccountedFor(SeraiProcess serai, JdbcClient database) throws IOException {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(users(database, "true")).containsAll(this.asked)
				.containsAll(this.answered.keySet()));
		assertThat(this.answered).hasSizeGreaterThan(200);
		assertThat(number(database, "SELECT count(*) FROM call")).as("no call twice")
			.isEqualTo(number(database, "SELECT count(DISTINCT id) FROM call"));
		// Of a call that was refused before it was read no number is known.
		assertThat(number(database, "SELECT count(end_user) FROM call"))
			.isEqualTo(number(database, "SELECT count(DISTINCT end_user) FROM call"));
		assertThat(users(database, "outcome = 'ok'")).as("who was answered has the record of an answer")
			.containsAll(this.answered.keySet());
		assertThat(database.sql("SELECT id::text FROM call").query(String.class).set())
			.containsAll(this.answered.values());
		assertThat(users(database, "outcome = 'unknown_crash'")).as("some were under way").isNotEmpty();
		BigDecimal calls = sum(database, "call");
		assertThat(calls).isPositive();
		assertThat(sum(database, "attempt")).isEqualByComparingTo(calls);
		Sums.assertEqualLedger(database);
		assertThat(new BigDecimal(ask(serai, "GET", "/api/spend?by=team", null).path("totalUsd").asText()))
			.isEqualByComparingTo(calls);
		assertThat(sum(database, "budget_period", "spent_usd")).isEqualByComparingTo(calls);
		JsonNode verdict = ask(serai, "GET", "/api/audit/verify", null);
		assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
		assertThat(Files.readString(serai.log())).doesNotContain("damaged").doesNotContain("cannot be understood");
	}

	/** One that is never reached: what it counts has to agree with the records. */
	private static void setBudget(SeraiProcess serai) {
		String team = ask(serai, "GET", "/api/teams", null).path("data").path(0).path("id").asText();
		JsonNode budget = ask(serai, "POST", "/api/budgets",
				"{\"scope\":\"team\",\"teamId\":\"" + team + "\",\"period\":\"total\",\"limitUsd\":\"1000000\"}");
		assertThat(budget.path("id").asText()).as(budget.toString()).isNotEmpty();
	}

	private static JsonNode ask(SeraiProcess serai, String method, String path, @Nullable String body) {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return Gateway.json(http.send(HttpRequest.newBuilder(serai.url(path))
				.header("authorization", "Bearer " + Gateway.ADMIN_KEY)
				.header("content-type", "application/json")
				.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
				.build(), BodyHandlers.ofString()).body());
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Set<String> users(JdbcClient database, String where) {
		List<String> users = database.sql("SELECT end_user FROM call WHERE end_user IS NOT NULL AND " + where)
			.query(String.class)
			.list();
		return new TreeSet<>(users);
	}

	private static long number(JdbcClient database, String question) {
		return database.sql(question).query(Long.class).single();
	}

	private static BigDecimal sum(JdbcClient database, String table) {
		return sum(database, table, "cost_usd");
	}

	private static BigDecimal sum(JdbcClient database, String table, String column) {
		return database.sql("SELECT sum(" + column + ") FROM " + table).query(BigDecimal.class).single();
	}

}
