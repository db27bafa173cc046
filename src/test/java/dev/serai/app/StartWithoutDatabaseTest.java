package dev.serai.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class StartWithoutDatabaseTest {

	/** Of the right form, so that the directory would have to be asked. */
	private static final String SOME_KEY = "sk-serai-" + "a".repeat(16) + "-" + "b".repeat(33);

	private static final String CHAT = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	@Test
	void startsIsNotReadyAndRecoversByItself(CapturedOutput output) throws IOException {
		String url = RealDatabase.emptyUrl();
		try (FakeProvider provider = new FakeProvider();
				BreakableLine line = new BreakableLine(RealDatabase.port(), false);
				Gateway gateway = Gateway
					.start(Map.of(Gateway.DATABASE, url.replaceAll(":\\d+/", ":" + line.port() + "/"), "OPENAI_API_KEY",
							"sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"))) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			assertThat(health(gateway, "liveness")).isEqualTo(200);
			assertThat(health(gateway, "readiness")).isEqualTo(503);
			assertUnavailable(gateway.send(gateway.admin("/api/teams").GET().build()));
			assertUnavailable(gateway.send(gateway.admin("/v1/chat/completions")
				.setHeader("authorization", "Bearer " + SOME_KEY)
				.POST(HttpRequest.BodyPublishers.ofString(CHAT))
				.build()));

			line.mend();
			await().atMost(Duration.ofSeconds(20)).until(() -> health(gateway, "readiness") == 200);
			assertThat(gateway.chat(CHAT).statusCode()).isEqualTo(200);
			assertThat(output.getAll()).contains("it is tried again every second")
				.contains("The database is ready")
				.containsOnlyOnce("The database is not ready")
				.doesNotContain("Exception");
		}
	}

	private static void assertUnavailable(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
		assertThat(response.headers().firstValue("retry-after")).isPresent();
		assertThat(Gateway.json(response).path("error").path("code").asText()).isEqualTo("dependency_unavailable");
		assertThat(response.body()).doesNotContain("127.0.0.1").doesNotContain("postgres");
	}

	private static int health(Gateway gateway, String group) {
		return gateway
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator/health/" + group))
				.GET()
				.build())
			.statusCode();
	}

}
