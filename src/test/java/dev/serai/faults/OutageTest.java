package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import dev.serai.testing.Sums;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database goes away, or stands still, while calls go on. */
class OutageTest {

	private static final String CHAT = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static FakeProvider provider;

	private static BreakableLine line;

	private static Gateway gateway;

	private static String url;

	private static JdbcClient database;

	@BeforeAll
	static void start() throws IOException {
		url = RealDatabase.freshUrl();
		database = JdbcClient.create(new DriverManagerDataSource(url));
		provider = new FakeProvider().plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
		line = new BreakableLine(RealDatabase.port(), true);
		gateway = Gateway.start(Map.of(Gateway.DATABASE, url.replaceAll(":\\d+/", ":" + line.port() + "/"),
				"OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1", "serai.journal.max-bytes",
				Integer.toString(4 * 1024 * 1024)));
	}

	@AfterAll
	static void stop() throws IOException {
		gateway.close();
		line.close();
		provider.close();
	}

	@AfterEach
	void mend() {
		line.mend();
		await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
	}

	private static double waiting() {
		return gateway.part(MeterRegistry.class).get("serai.journal.waiting").gauge().value();
	}

	private static String id(HttpResponse<String> answer) {
		return answer.headers().firstValue("x-request-id").orElseThrow();
	}

	private static void assertUnavailable(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
		assertThat(Gateway.json(answer).path("error").path("code").asText()).isEqualTo("dependency_unavailable");
		assertThat(answer.headers().firstValue("retry-after")).isPresent();
	}

	private static Set<String> recorded() {
		return database.sql("SELECT id::text FROM call").query(String.class).set();
	}

	@Test
	@DisplayName("D02, D03: with the database away known keys work on, others get 503, and afterwards nothing is lost")
	void callsGoOnWithoutTheDatabase() {
		JsonNode key = new Operator(gateway).newKey(new Operator(gateway).newTeam(), "");
		assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
		await().until(() -> waiting() == 0);
		long before = database.sql("SELECT count(*) FROM call").query(Long.class).single();
		BigDecimal spent = Sums.costUsd(database);
		line.cut();
		List<HttpResponse<String>> answers;
		try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
			answers = IntStream.range(0, 200)
				.mapToObj(i -> CompletableFuture.supplyAsync(() -> gateway.chat(CHAT), callers))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
		assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
		assertUnavailable(new Operator(gateway).chat(key, "gpt-4o-mini", "f"));
		assertThat(waiting()).isEqualTo(201);
		line.mend();
		await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
		assertThat(recorded()).containsAll(answers.stream().map(OutageTest::id).toList());
		assertThat(database.sql("SELECT count(*) FROM call").query(Long.class).single()).isEqualTo(before + 201);
		assertThat(Sums.costUsd(database))
			.isEqualByComparingTo(spent.add(new BigDecimal("0.00021").multiply(BigDecimal.valueOf(200))));
		Sums.assertEqualLedger(database);
	}

	private static int health(String check) {
		return gateway
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator/health/" + check))
				.GET()
				.build())
			.statusCode();
	}

	@Test
	@DisplayName("Readiness is red once the database has been away for 10 s, and the log says twice what there is to say")
	void anOutageIsSeenAndToldOnce() {
		JsonNode unknown = new Operator(gateway).newKey(new Operator(gateway).newTeam(), "");
		assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
		await().until(() -> waiting() == 0);
		try (HeardLogs logs = new HeardLogs()) {
			line.cut();
			long start = System.nanoTime();
			await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(250)).until(() -> {
				assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
				assertUnavailable(new Operator(gateway).chat(unknown, "gpt-4o-mini", "f"));
				assertUnavailable(new Operator(gateway).get("/api/teams"));
				assertThat(health("liveness")).isEqualTo(200);
				return health("readiness") == 503;
			});
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(9));
			line.mend();
			await().atMost(Duration.ofSeconds(20)).until(() -> health("readiness") == 200 && waiting() == 0);
			// Other programs of this JVM look at their breakers meanwhile.
			assertThat(logs.lines()).filteredOn(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
				.filteredOn(line -> !line.contains("Alert Deployments left alone"))
				.satisfiesExactly(line -> assertThat(line).startsWith("WARN").contains("The database is gone"),
						line -> assertThat(line).startsWith("WARN").contains("The database is back after 1"));
		}
	}

	@Test
	@DisplayName("D05: when nothing more can be recorded, nobody is asked any more; what was asked is recorded")
	void callsAreRefusedBeforeARecordIsLost() {
		assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
		await().until(() -> waiting() == 0);
		line.cut();
		provider.forget();
		List<String> answered = new ArrayList<>();
		HttpResponse<String> answer = gateway.chat(CHAT);
		while (answer.statusCode() == 200) {
			answered.add(id(answer));
			answer = gateway.chat(CHAT);
		}
		assertUnavailable(answer);
		assertThat(answered).hasSizeGreaterThan(100);
		assertThat(provider.requests()).as("who was asked was answered").hasSameSizeAs(answered);
		line.mend();
		await().atMost(Duration.ofSeconds(20)).until(() -> gateway.chat(CHAT).statusCode() == 200);
		await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
		assertThat(new HashSet<>(recorded())).containsAll(answered);
		assertThat(gateway.part(MeterRegistry.class).get("serai.journal.bytes").gauge().value())
			.isLessThanOrEqualTo(4 * 1024 * 1024);
	}

	@Test
	@DisplayName("D04: with the database standing still nobody waits for it longer than a moment, and nobody piles up")
	void nobodyWaitsLong() throws SQLException {
		JsonNode key = new Operator(gateway).newKey(new Operator(gateway).newTeam(), "");
		assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
		try (Connection other = DriverManager.getConnection(url)) {
			other.setAutoCommit(false);
			other.createStatement().execute("LOCK TABLE api_key, call IN ACCESS EXCLUSIVE MODE");
			try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
				List<CompletableFuture<HttpResponse<String>>> unknown = IntStream.range(0, 40)
					.mapToObj(i -> CompletableFuture
						.supplyAsync(() -> new Operator(gateway).chat(key, "gpt-4o-mini", "f"), callers))
					.toList();
				for (int i = 0; i < 20; i++) {
					assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
				}
				unknown.forEach(answer -> assertUnavailable(answer.orTimeout(2, TimeUnit.SECONDS).join()));
			}
			assertThat(waiting()).isGreaterThanOrEqualTo(60);
			other.rollback();
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
		assertThat(new Operator(gateway).chat(key, "gpt-4o-mini", "f").statusCode()).isEqualTo(200);
	}

}
