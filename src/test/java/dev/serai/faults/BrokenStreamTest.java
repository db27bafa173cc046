package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.serai.gateway.call.Call;
import dev.serai.platform.error.ApiError;
import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Script;
import dev.serai.testing.Gateway;
import dev.serai.testing.StreamText;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * A stream that breaks off is noticed by callers who do not look at error events, too:
 * after the event the connection is closed without the chunk that ends an answer.
 */
@Alone
class BrokenStreamTest {

	private static final String NO_HEADERS = "";

	private static final String LAST_CHUNK = "0\r\n\r\n";

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
	}

	static Stream<Arguments> breaks() {
		return Stream.of(
				broken("reset by the provider", "truncated",
						(request, wire) -> wire.stream().event(Said.piece("Once")).reset()),
				broken("closed by the provider", "truncated",
						(request, wire) -> wire.stream().event(Said.piece("Once")).hangUp()),
				broken("ended without a finish reason", "truncated",
						(request, wire) -> wire.stream().event(Said.piece("Once")).end()),
				broken("ended in half an event", "truncated",
						(request, wire) -> wire.stream()
							.event(Said.piece("Once"))
							.chunk("data: {\"id\":\"c1\",\"cho".getBytes(StandardCharsets.UTF_8))
							.end()),
				broken("an error of the provider", "upstream_error",
						(request, wire) -> wire.stream()
							.event(Said.piece("Once"))
							.event("{\"error\":{\"message\":\"Ouch\",\"type\":\"server_error\",\"code\":500}}")
							.awaitClose(Duration.ofSeconds(8))),
				broken("a finish reason that is no end", "upstream_error",
						(request, wire) -> wire.stream()
							.event(Said.piece("Once"))
							.event(Said.finish().replace("\"stop\"", "\"network_error\""))
							.event("[DONE]")
							.end()),
				broken("an event that is no JSON", "invalid_upstream_response",
						(request, wire) -> wire.stream()
							.event(Said.piece("Once"))
							.event("{\"id\":\"c1\",\"choices\":[{")
							.awaitClose(Duration.ofSeconds(8))),
				broken("silence of the provider", "upstream_timeout",
						(request, wire) -> wire.stream().event(Said.piece("Once")).awaitClose(Duration.ofSeconds(8))),
				argumentSet("the caller's time is up", "deadline_exceeded", "x-serai-timeout-ms: 300\r\n",
						(Script) (request,
								wire) -> wire.stream().event(Said.piece("Once")).awaitClose(Duration.ofSeconds(8))));
	}

	private static Arguments broken(String name, String code, Script script) {
		return argumentSet(name, code, NO_HEADERS, script);
	}

	@ParameterizedTest
	@MethodSource("breaks")
	void theConnectionIsClosedAfterTheErrorEventWithoutALastChunk(String code, String headers, Script script)
			throws IOException {
		this.scene.alpha.plays(script);
		try (HeardLogs logs = new HeardLogs();
				RawCaller caller = new RawCaller(this.scene.gateway).chat("1.1", headers,
						Said.streamRequest("alone"))) {
			RawCaller.Answer head = caller.readHead();
			String rest = caller.readToTheEnd();
			assertThat(head.headers()).containsEntry("transfer-encoding", "chunked");
			assertThat(rest).contains("data: " + Said.piece("Once") + "\n\n")
				.endsWith("}\n\n\r\n")
				.doesNotContain(LAST_CHUNK, "[DONE]");
			List<String> events = Gateway.events(rest);
			assertThat(Gateway.json(events.getLast()).at("/error/code").asText()).isEqualTo(code);
			assertThat(this.scene.call(head.headers().get("x-request-id")))
				.containsEntry("outcome", code.equals("deadline_exceeded") ? "timeout" : "truncated")
				.containsEntry("error_code", code)
				.containsEntry("attempts", 1);
			this.scene.awaitQuiet();
			assertThat(logs.lines()).noneMatch(line -> line.startsWith("ERROR") || line.contains("CamelServlet"));
		}
	}

	@ParameterizedTest
	@MethodSource("breaks")
	void anHttpClientReportsAnErrorAfterTheErrorEvent(String code, String headers, Script script) throws Exception {
		this.scene.alpha.plays(script);
		try (HttpClient client = HttpClient.newHttpClient()) {
			var request = this.scene.gateway.request("/v1/chat/completions")
				.POST(BodyPublishers.ofString(Said.streamRequest("alone")));
			if (!headers.isEmpty()) {
				request.header("x-serai-timeout-ms", "300");
			}
			StreamText text = new StreamText();
			text.send(client, request.build());
			assertThat(text.wasAborted()).isTrue();
			assertThat(text.text()).contains("\"code\":\"" + code + "\"");
			HttpRequest again = request.build();
			assertThatThrownBy(() -> client.send(again, BodyHandlers.ofString())).isInstanceOf(IOException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "said-by-claude", "said-by-gemini" })
	void itIsTheSameForProvidersOfOtherProtocols(String model) {
		FakeProvider provider = model.equals("said-by-claude") ? this.scene.claude : this.scene.gemini;
		provider.plays((request, wire) -> {
			wire.stream();
			if (model.equals("said-by-claude")) {
				wire.chunk(("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\","
						+ "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
						+ "\"usage\":{\"input_tokens\":2,\"output_tokens\":1}}}\n\n"
						+ "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
						+ "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
						+ "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
						+ "\"delta\":{\"type\":\"text_delta\",\"text\":\"Once\"}}\n\n")
					.getBytes(StandardCharsets.UTF_8));
			}
			else {
				wire.event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Once\"}],\"role\":\"model\"},"
						+ "\"index\":0}],\"modelVersion\":\"m\",\"responseId\":\"r1\"}");
			}
			wire.reset();
		});
		// The gateway of the tests checks that the client reported an error.
		HttpResponse<String> response = this.scene.chat(Said.streamRequest(model));
		assertThat(response.body()).contains("Once", "\"code\":\"truncated\"").doesNotContain("[DONE]");
	}

	static Stream<Arguments> failuresAtTheEnd() {
		return Stream.of(argumentSet("a defect", "internal_error", new IllegalStateException("broken on purpose")),
				argumentSet("it cannot be recorded", "dependency_unavailable",
						ApiError
							.unavailable("dependency_unavailable", "The call cannot be recorded", Duration.ofSeconds(1))
							.refused()));
	}

	@ParameterizedTest
	@MethodSource("failuresAtTheEnd")
	void whatFailsInSeraiAtTheEndOfAStreamIsNoCompleteAnswerEither(String code, RuntimeException failure)
			throws Exception {
		CountDownLatch broken = new CountDownLatch(1);
		this.scene.alpha.plays((request, wire) -> {
			wire.stream().event(Said.piece("Once"));
			awaitQuietly(broken);
			wire.event(Said.finish()).event("[DONE]").end();
		});
		InflightRepository inflight = this.scene.gateway.part(CamelContext.class).getInflightRepository();
		inflight.setInflightBrowseEnabled(true);
		try (RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("alone"))) {
			RawCaller.Answer head = caller.readHead();
			inflight.browse()
				.stream()
				.flatMap(exchange -> exchange.getExchange().getProperties().values().stream())
				.filter(Call.class::isInstance)
				.map(Call.class::cast)
				.filter(call -> call.id().toString().equals(head.headers().get("x-request-id")))
				.findFirst()
				.orElseThrow()
				.atEnd(ended -> {
					throw failure;
				});
			broken.countDown();
			assertThat(caller.readToTheEnd()).contains("\"code\":\"" + code + "\"")
				.doesNotContain(LAST_CHUNK, "[DONE]");
		}
		finally {
			inflight.setInflightBrowseEnabled(false);
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(8, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whatTheCallerSentAheadDoesNotCostItTheErrorEvent() throws IOException {
		this.scene.alpha
			.plays((request, wire) -> wire.stream().event(Said.piece("Once")).awaitClose(Duration.ofSeconds(8)));
		try (RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("alone"))) {
			assertThat(caller.readHead().status()).isEqualTo(200);
			assertThat(caller.readChunk()).isNotEmpty();
			caller.send("GET /v1/models HTTP/1.1\r\nHost: serai\r\n\r\n".repeat(1_000));
			assertThat(caller.readToTheEnd()).contains("\"code\":\"upstream_timeout\"").doesNotContain("HTTP/1.1");
		}
	}

	@Test
	void aCallerOfHttp10IsToldAndTheConnectionCloses() throws IOException {
		this.scene.alpha.plays((request, wire) -> wire.stream().event(Said.piece("Once")).reset());
		try (RawCaller caller = new RawCaller(this.scene.gateway).chat("1.0", "Connection: keep-alive\r\n",
				Said.streamRequest("alone"))) {
			assertThat(caller.readHead().status()).isEqualTo(200);
			assertThat(caller.readToTheEnd()).contains("\"code\":\"truncated\"").doesNotContain("[DONE]");
		}
	}

	@Test
	void aConnectionWhoseStreamIsCompleteIsUsedAgain() throws IOException {
		this.scene.alpha.plays(Said.answering("Hi."));
		try (RawCaller caller = new RawCaller(this.scene.gateway)) {
			for (int i = 0; i < 3; i++) {
				assertThat(caller.chat(Said.streamRequest("alone")).read().body()).endsWith("data: [DONE]\n\n");
			}
		}
	}

	@Test
	void aFailureBeforeTheFirstContentIsAnOrdinaryErrorOnAConnectionThatGoesOn() throws IOException {
		this.scene.alpha.plays((request, wire) -> wire.stream()
			.event("{\"error\":{\"message\":\"Ouch\",\"type\":\"server_error\",\"code\":500}}")
			.end());
		try (RawCaller caller = new RawCaller(this.scene.gateway)) {
			for (int i = 0; i < 2; i++) {
				assertThat(caller.chat(Said.streamRequest("alone")).read().status()).isEqualTo(502);
			}
		}
	}

}
