package dev.serai.gateway.simulator;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class SimulatorTest {

	private static final String CHAT = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	@Test
	void givesEachProviderTheBaseUrlOfItsKind() {
		try (Simulator simulator = Simulator.start(SimulatorSettings.defaults(), Clock.systemUTC())) {
			assertThat(simulator.baseUrl("openai")).matches("http://127\\.0\\.0\\.1:\\d+/openai/v1");
			assertThat(simulator.baseUrl("groq")).endsWith("/groq/v1");
			assertThat(simulator.baseUrl("anthropic")).endsWith("/anthropic");
			assertThat(simulator.baseUrl("gemini")).endsWith("/gemini");
		}
	}

	@ParameterizedTest
	@CsvSource({ "groq/v1/batches,/error/type,invalid_request_error",
			"anthropic/v1/batches,/error/type,not_found_error", "gemini/v1beta/models,/error/status,NOT_FOUND" })
	void knowsNoOtherPaths(String path, String pointer, String expected) throws Exception {
		try (Simulator simulator = Simulator.start(SimulatorSettings.defaults(), Clock.systemUTC())) {
			URI root = URI.create(simulator.baseUrl("gemini")).resolve("/");
			HttpResponse<String> response = SimulatorClient.post(root + path, "{}");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(SimulatorClient.json(response).at(pointer).asText()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "openai,/chat/completions,503", "anthropic,/v1/messages,529",
			"gemini,/v1beta/models/m:generateContent,503" })
	void failsInEachProtocolsWay(String provider, String path, int overloaded) throws Exception {
		SimulatorSettings broken = new SimulatorSettings(Duration.ZERO, 100_000, 1);
		try (Simulator simulator = Simulator.start(broken, Clock.systemUTC())) {
			String request = "{'model':'m','max_tokens':9,'messages':[{'role':'user'}],'contents':[{'role':'user'}]}";
			for (int i = 0; i < 20; i++) {
				HttpResponse<String> response = SimulatorClient.post(simulator.baseUrl(provider) + path, request);
				assertThat(response.statusCode()).isIn(List.of(429, 500, overloaded));
				assertThat(response.headers().firstValue("retry-after").isPresent())
					.isEqualTo(response.statusCode() == 429);
				assertThat(SimulatorClient.json(response).at("/error/message").asText()).contains("Simulated failure");
			}
		}
	}

	@Test
	void stopsSpeakingWhenTheCallerHasGone() throws Exception {
		SimulatorSettings slow = new SimulatorSettings(Duration.ZERO, 20, 0);
		try (Simulator simulator = Simulator.start(slow, Clock.systemUTC())) {
			URI uri = URI.create(simulator.baseUrl("openai"));
			try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
				OutputStream out = socket.getOutputStream();
				out.write(("POST /openai/v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + CHAT.length()
						+ "\r\n\r\n" + CHAT)
					.getBytes(StandardCharsets.US_ASCII));
				assertThat(socket.getInputStream().read()).isEqualTo('H');
				assertThat(simulator.answering()).isEqualTo(1);
			}
			await().atMost(Duration.ofSeconds(1)).until(() -> simulator.answering() == 0);
		}
	}

	@Test
	void keepsAModelsPaceAndVariesItBetweenModels() {
		SimulatorSettings settings = SimulatorSettings.defaults();
		Pace pace = Pace.of("gpt-x", settings);
		assertThat(pace).isEqualTo(Pace.of("gpt-x", settings)).isNotEqualTo(Pace.of("claude-x", settings));
		assertThat(pace.firstToken()).isBetween(Duration.ofMillis(84), Duration.ofMillis(156));
	}

	@Test
	void streamsAtItsPace() throws Exception {
		SimulatorSettings settings = new SimulatorSettings(Duration.ofMillis(200), 50, 0);
		try (Simulator simulator = Simulator.start(settings, Clock.systemUTC())) {
			long start = System.nanoTime();
			SimulatorClient.post(simulator.baseUrl("openai") + "/chat/completions",
					CHAT.replace("{\"model\":\"m\"", "{\"model\":\"m\",\"max_tokens\":11"));
			Pace pace = Pace.of("m", settings);
			assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isGreaterThan(pace.firstToken().plus(pace.perToken().multipliedBy(10)));
		}
	}

	@Test
	void refusesSettingsThatCanNotBe() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SimulatorSettings(Duration.ZERO, 60, 1.01))
			.withMessageContaining("1.01");
		assertThatIllegalArgumentException().isThrownBy(() -> new SimulatorSettings(Duration.ZERO, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new SimulatorSettings(Duration.ofMillis(-1), 60, 0));
	}

}
