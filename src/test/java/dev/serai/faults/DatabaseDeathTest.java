package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.OneProvider;
import dev.serai.testing.SeraiProcess;
import dev.serai.testing.Sums;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The embedded database is killed under a Serai that has much to do. */
class DatabaseDeathTest {

	private static final String CHAT = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static final int CALLERS = 4;

	private final Set<String> answered = new ConcurrentSkipListSet<>();

	private final AtomicInteger refused = new AtomicInteger();

	private volatile boolean load = true;

	@Test
	@DisplayName("Killed under load, the embedded database comes back by itself with nothing lost or doubled")
	void comesBackByItself() throws IOException, InterruptedException {
		try (FakeProvider provider = new FakeProvider().plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
				SeraiProcess serai = new SeraiProcess(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"));
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			// A first start on a busy machine: the database is made as well.
			await().atMost(Duration.ofMinutes(4)).until(() -> serai.health() == 200);
			String key = serai.key();
			int before = lines(serai).size();
			for (int i = 0; i < CALLERS; i++) {
				callers.execute(() -> call(serai, key));
			}
			try {
				killInEachWay(serai);
			}
			finally {
				this.load = false;
			}
			callers.shutdown();
			assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			assertThat(this.refused).as("calls of a known key that were not answered").hasValue(0);
			JdbcClient database = client(serai);
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(database.sql("SELECT id::text FROM call").query(String.class).list())
					.containsExactlyInAnyOrderElementsOf(this.answered));
			assertThat(provider.requests()).hasSameSizeAs(this.answered);
			Sums.assertEqualLedger(database);
			assertToldOnceEach(lines(serai).subList(before, lines(serai).size()));
			serai.terminate();
			assertThat(serai.ended(Duration.ofSeconds(60))).isTrue();
			assertThat(serai.data().resolve("postgres/postmaster.pid")).as("stopped in order").doesNotExist();
		}
	}

	/**
	 * The server, one of its processes, and the server when it cannot be started again.
	 */
	private void killInEachWay(SeraiProcess serai) throws IOException {
		awaitCalls(50);
		kill(server(serai));
		awaitBack(serai, 1);
		awaitCalls(50);
		kill(backend(serai));
		awaitCalls(50);
		await().atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> client(serai).sql("SELECT 1").query(Integer.class).single() == 1);
		Path binaries = binaries(serai);
		Path away = binaries.resolveSibling("away");
		Files.move(binaries, away);
		kill(server(serai));
		await().atMost(Duration.ofSeconds(60)).until(() -> serai.health() == 503);
		assertThat(serai.health("liveness")).isEqualTo(200);
		awaitCalls(50);
		Files.move(away, binaries);
		await().atMost(Duration.ofSeconds(60)).until(() -> serai.health() == 200);
		awaitCalls(50);
	}

	private void call(SeraiProcess serai, String key) {
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			while (this.load) {
				HttpResponse<String> answer = http.send(HttpRequest.newBuilder(serai.url("/v1/chat/completions"))
					.timeout(Duration.ofSeconds(30))
					.header("authorization", "Bearer " + key)
					.header("content-type", "application/json")
					.POST(BodyPublishers.ofString(CHAT))
					.build(), BodyHandlers.ofString());
				if (answer.statusCode() == 200) {
					this.answered.add(answer.headers().firstValue("x-request-id").orElseThrow());
				}
				else {
					this.refused.incrementAndGet();
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
			}
		}
		catch (IOException | InterruptedException ex) {
			this.refused.incrementAndGet();
		}
	}

	private void awaitCalls(int more) {
		int before = this.answered.size();
		await().atMost(Duration.ofSeconds(60)).until(() -> this.answered.size() >= before + more);
	}

	private static JdbcClient client(SeraiProcess serai) {
		return JdbcClient.create(new DriverManagerDataSource(RealDatabase.urlOf(serai.data())));
	}

	private static long server(SeraiProcess serai) throws IOException {
		return Long.parseLong(Files.readAllLines(serai.data().resolve("postgres/postmaster.pid")).getFirst().strip());
	}

	private static long backend(SeraiProcess serai) {
		return client(serai).sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'serai' LIMIT 1")
			.query(Long.class)
			.single();
	}

	private static void kill(long pid) {
		assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
	}

	private static Path binaries(SeraiProcess serai) throws IOException {
		try (Stream<Path> versions = Files.list(serai.data().resolve("postgres-binaries"))) {
			return versions.toList().getFirst();
		}
	}

	private static void awaitBack(SeraiProcess serai, int times) {
		await().atMost(Duration.ofSeconds(60))
			.until(() -> lines(serai).stream().filter(line -> line.contains("The database is back")).count() >= times);
	}

	private static List<String> lines(SeraiProcess serai) throws IOException {
		try (Stream<String> lines = Files.lines(serai.log())) {
			return lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
		}
	}

	/** A process's death makes the server begin anew so quickly that it may go unseen. */
	private static void assertToldOnceEach(List<String> lines) {
		assertThat(lines.stream().filter(line -> line.contains("The database is gone")).count()).isBetween(2L, 3L)
			.isEqualTo(lines.stream().filter(line -> line.contains("The database is back")).count());
		assertThat(lines)
			.filteredOn(line -> !line.contains("The database is gone") && !line.contains("The database is back"))
			.satisfiesExactly(line -> assertThat(line).contains("cannot be restarted"));
	}

}
