package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.SeraiProcess;
import dev.serai.testing.StreamText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Serai is asked to end while it has much to do. */
class ShutdownTest {

	private static final int STREAMS = 500;

	@Test
	@DisplayName("K02: after SIGTERM streams have their time, the rest ends with an error event, and all is recorded")
	void endsInOrder() throws IOException, InterruptedException {
		String url = RealDatabase.freshUrl();
		JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
		try (FakeProvider provider = new FakeProvider();
				HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
				SeraiProcess serai = new SeraiProcess(
						Map.of("SPRING_DATASOURCE_URL", url, "OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL",
								provider.url() + "/v1", "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "9s"))) {
			provider.plays((request, wire) -> {
				wire.stream().event(Said.piece("A word"));
				// One in five never ends.
				int pieces = request.text().contains("endless") ? 1_000 : 8;
				for (int i = 0; i < pieces; i++) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
					wire.event(Said.piece("and another"));
				}
				wire.event(Said.finish()).event(Said.usage()).event("[DONE]").end();
			});
			serai.awaitReady();
			String key = serai.key();
			List<StreamText> texts = IntStream.range(0, STREAMS).mapToObj(i -> new StreamText()).toList();
			List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, STREAMS)
				.mapToObj(i -> http.sendAsync(HttpRequest.newBuilder(serai.url("/v1/chat/completions"))
					.timeout(Duration.ofSeconds(40))
					.header("authorization", "Bearer " + key)
					.header("content-type", "application/json")
					.POST(BodyPublishers.ofString("{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":"
							+ "[{\"role\":\"user\",\"content\":\"" + ((i % 5 == 0) ? "endless" : "short") + "\"}]}"))
					.build(), texts.get(i)))
				.toList();
			await().atMost(Duration.ofSeconds(20)).until(() -> provider.requests().size() == STREAMS);
			serai.terminate();
			await().atMost(Duration.ofSeconds(5)).until(() -> serai.health() != 200);
			for (int i = 0; i < STREAMS; i++) {
				StreamText text = texts.get(i);
				String body = answers.get(i).handle((response, failure) -> text.text()).join();
				assertThat(text.wasAborted()).as("the connection was aborted").isEqualTo(i % 5 == 0);
				if (i % 5 == 0) {
					assertThat(body).contains("\"code\":\"shutting_down\"").doesNotContain("[DONE]");
				}
				else {
					assertThat(body).contains("[DONE]").doesNotContain("error");
				}
			}
			assertThat(serai.ended(Duration.ofSeconds(30))).isTrue();
			assertThat(outcomes(database, "ok")).isEqualTo(STREAMS / 5 * 4);
			assertThat(outcomes(database, "truncated")).isEqualTo(STREAMS / 5);
		}
	}

	@Test
	void aNodeThatDrainsIsNotReadyYetAnswersCallsAndClosesTheirConnections() throws IOException, InterruptedException {
		try (FakeProvider provider = new FakeProvider().plays(Said.answering("Hello"));
				HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
				SeraiProcess serai = new SeraiProcess(
						Map.of("SPRING_DATASOURCE_URL", RealDatabase.freshUrl(), "OPENAI_API_KEY", "sk-canary",
								"OPENAI_BASE_URL", provider.url() + "/v1", "SERAI_DRAIN_TIME", "4s"))) {
			serai.awaitReady();
			HttpRequest call = HttpRequest.newBuilder(serai.url("/v1/chat/completions"))
				.timeout(Duration.ofSeconds(10))
				.header("authorization", "Bearer " + serai.key())
				.header("content-type", "application/json")
				.POST(BodyPublishers.ofString(Said.request("gpt-4o-mini")))
				.build();
			assertThat(http.send(call, BodyHandlers.ofString()).headers().firstValue("connection"))
				.isNotEqualTo(Optional.of("close"));
			long asked = System.nanoTime();
			serai.terminate();
			await().atMost(Duration.ofSeconds(3)).until(() -> serai.health() == 503);
			assertThat(serai.health("liveness")).isEqualTo(200);
			HttpResponse<String> answer = http.send(call, BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("connection")).contains("close");
			assertThat(serai.ended(Duration.ofSeconds(20))).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(4));
		}
	}

	private static long outcomes(JdbcClient database, String outcome) {
		return database.sql("SELECT count(*) FROM call WHERE outcome = ?").param(outcome).query(Long.class).single();
	}

}
