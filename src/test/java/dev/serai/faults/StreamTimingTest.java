package dev.serai.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A stream flows event by event, and ends with exactly one word about its end. */
@Alone
class StreamTimingTest {

	private static final int EVENTS = 8;

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
	}

	static Stream<Arguments> protocols() {
		return Stream.of(argumentSet("OpenAI", "alone", List.of(), Said.piece("word%d "), List.of(Said
			.finish(), "[DONE]")), argumentSet("Anthropic", "said-by-claude", List.of(
					"{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\","
							+ "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
							+ "\"usage\":{\"input_tokens\":2,\"output_tokens\":1}}}",
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
					"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"word%d \"}}",
					List.of("{\"type\":\"content_block_stop\",\"index\":0}",
							"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
									+ "\"usage\":{\"output_tokens\":1}}",
							"{\"type\":\"message_stop\"}")),
				argumentSet("Gemini", "said-by-gemini", List.of(),
						"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"word%d \"}],\"role\":\"model\"},\"index\":0}],"
								+ "\"modelVersion\":\"m\",\"responseId\":\"r1\"}",
						List.of("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
								+ "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":2,"
								+ "\"candidatesTokenCount\":1,\"totalTokenCount\":3},\"modelVersion\":\"m\",\"responseId\":\"r1\"}")));
	}

	private FakeProvider providerOf(String model) {
		return switch (model) {
			case "said-by-claude" -> this.scene.claude;
			case "said-by-gemini" -> this.scene.gemini;
			default -> this.scene.alpha;
		};
	}

	/** An Anthropic event carries its type twice. */
	private static void event(FakeProvider.Wire wire, String data) throws IOException {
		if (data.startsWith("{\"type\":\"")) {
			String type = data.substring(9, data.indexOf('"', 9));
			wire.chunk(("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		}
		else {
			wire.event(data);
		}
	}

	private static boolean taken(LinkedBlockingQueue<Integer> received) {
		try {
			return received.poll(3, TimeUnit.SECONDS) != null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void eachEventReachesTheCallerBeforeTheNextIsSent(String model, List<String> head, String piece, List<String> tail)
			throws Exception {
		LinkedBlockingQueue<Integer> received = new LinkedBlockingQueue<>();
		long[] sent = new long[EVENTS];
		List<Integer> heldBack = new ArrayList<>();
		providerOf(model).plays((request, wire) -> {
			wire.stream();
			for (String data : head) {
				event(wire, data);
			}
			for (int i = 0; i < EVENTS; i++) {
				sent[i] = System.nanoTime();
				event(wire, piece.replace("%d", Integer.toString(i)));
				if (!taken(received)) {
					heldBack.add(i);
				}
			}
			for (String data : tail) {
				event(wire, data);
			}
			wire.end();
		});
		long[] arrived = new long[EVENTS];
		List<String> events = new ArrayList<>();
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<InputStream> response = client.send(this.scene.gateway.request("/v1/chat/completions")
				.POST(BodyPublishers.ofString(Said.streamRequest(model)))
				.build(), BodyHandlers.ofInputStream());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(Scene.header(response, "content-type")).startsWith("text/event-stream");
			try (BufferedReader reader = new BufferedReader(
					new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					int word = line.indexOf("word");
					if (word >= 0) {
						int i = line.charAt(word + 4) - '0';
						arrived[i] = System.nanoTime();
						received.add(i);
					}
					if (line.startsWith("data: ")) {
						events.add(line.substring(6));
					}
				}
			}
		}
		assertThat(heldBack).as("events that came only with a later one").isEmpty();
		long[] delays = IntStream.range(0, EVENTS).mapToLong(i -> arrived[i] - sent[i]).sorted().toArray();
		assertThat(Duration.ofNanos(delays[EVENTS / 2])).as("an event's usual way through")
			.isLessThan(Duration.ofMillis(20));
		assertThat(events).filteredOn("[DONE]"::equals).hasSize(1);
		assertThat(events).last().isEqualTo("[DONE]");
		assertThat(events.toString()).doesNotContain("usage\":{");
	}

	@Test
	void timeToTheFirstTokenIsHardlyLonger() {
		this.scene.alpha.plays(Said.answering("Hi."));
		long[] overheads = new long[15];
		for (int i = 0; i < overheads.length; i++) {
			HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
			overheads[i] = (long) (Double.parseDouble(Scene.header(response, "x-serai-overhead-ms")) * 1000);
		}
		Arrays.sort(overheads);
		assertThat(overheads[overheads.length / 2]).as("microseconds").isLessThan(5000);
	}

	@Test
	void T01_aLongStreamIsPassedOnEventByEventAsItIs() {
		List<String> pieces = IntStream.range(0, 200).mapToObj(i -> Said.piece("word " + i)).toList();
		this.scene.alpha.plays((request, wire) -> {
			wire.stream();
			for (String piece : pieces) {
				wire.event(piece);
			}
			wire.event(Said.finish()).event("[DONE]").end();
		});
		List<String> expected = new ArrayList<>(pieces);
		expected.add(Said.finish());
		expected.add("[DONE]");
		assertThat(events("alone")).isEqualTo(expected);
	}

	private List<String> events(String model) {
		return Gateway.events(this.scene.chat(Said.streamRequest(model)).body());
	}

	@Test
	void T03_aStreamThatIsResetInTheMiddleOfAnEventEndsWithAnError() {
		this.scene.alpha.plays((request, wire) -> wire.stream()
			.event(Said.piece("Once"))
			.chunk("data: {\"id\":\"c1\",\"cho".getBytes(StandardCharsets.UTF_8))
			.reset());
		brokenAfterOnce();
	}

	@Test
	void T03_aStreamThatEndsWithoutAnEndIsBroken() {
		this.scene.alpha.plays((request, wire) -> wire.stream().event(Said.piece("Once")).end());
		brokenAfterOnce();
	}

	@Test
	void T03_aStreamThatEndsInHalfAnEventIsBroken() {
		this.scene.alpha.plays((request, wire) -> wire.stream()
			.event(Said.piece("Once"))
			.chunk("data: {\"id\":\"c1\",\"cho".getBytes(StandardCharsets.UTF_8))
			.end());
		brokenAfterOnce();
	}

	private void brokenAfterOnce() {
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
		List<String> events = Gateway.events(response.body());
		assertThat(events).hasSize(2).startsWith(Said.piece("Once"));
		assertThat(Gateway.json(events.getLast()).at("/error/message").asText()).isNotEmpty();
		assertThat(Gateway.json(events.getLast()).at("/error/code").asText()).isEqualTo("truncated");
		assertThat(response.body()).doesNotContain("[DONE]", "\"stop\"");
		assertThat(this.scene.call(response)).containsEntry("outcome", "truncated")
			.containsEntry("usage_estimated", true);
	}

	@Test
	void T03_aStreamThatEndsAfterItsFinishReasonIsCompletedOnce() {
		this.scene.alpha.plays((request, wire) -> wire.stream().event(Said.piece("Once")).event(Said.finish()).end());
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
		assertThat(Gateway.events(response.body())).containsExactly(Said.piece("Once"), Said.finish(), "[DONE]");
		assertThat(this.scene.call(response)).containsEntry("outcome", "ok");
	}

	@Test
	void T04_anErrorInTheStreamAfterContentEndsItWithoutAnotherAttempt() {
		this.scene.alpha.plays((request, wire) -> {
			wire.stream()
				.event(Said.piece("Once"))
				.event("{\"error\":{\"message\":\"Ouch\",\"type\":\"server_error\",\"code\":\"x\"}}");
			wire.awaitClose(Duration.ofSeconds(2));
		});
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("dual"));
		List<String> events = Gateway.events(response.body());
		assertThat(events).hasSize(2).startsWith(Said.piece("Once"));
		assertThat(Gateway.json(events.getLast()).has("error")).isTrue();
		assertThat(this.scene.beta.requests()).isEmpty();
		assertThat(this.scene.call(response)).containsEntry("attempts", 1).containsEntry("outcome", "truncated");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 64 })
	void T05_everyWayToWriteEventsIsUnderstood(int size) {
		String text = "Grüße 🚀 漢字";
		byte[] stream = ("\ufeff: hello\r\n\r\n" + "event: message\r\nid: 7\r\nretry: 10\r\ndata: " + Said.piece(text)
				+ "\r\n\r\n: keep-alive\n\n" + "data:" + Said.piece("x").replace("\"delta\"", "\ndata: \"delta\"")
				+ "\n\n" + "data: " + Said.finish() + "\r\r" + "data: [DONE]\n\n")
			.getBytes(StandardCharsets.UTF_8);
		this.scene.alpha.plays((request, wire) -> {
			wire.stream();
			for (int i = 0; i < stream.length; i += size) {
				wire.chunk(Arrays.copyOfRange(stream, i, Math.min(stream.length, i + size)));
			}
			wire.end();
		});
		String body = this.scene.chat(Said.streamRequest("alone")).body();
		assertThat(body).doesNotContain("\ufffd", "\ufeff").endsWith("data: [DONE]\n\n");
		assertThat(text(body)).isEqualTo(text + "x");
	}

	/** The text as an SDK would put it together: lines of one event joined first. */
	private static String text(String body) {
		StringBuilder text = new StringBuilder();
		for (String event : body.split("\n\n")) {
			String data = String.join("\n",
					event.lines()
						.filter(line -> line.startsWith("data:"))
						.map(line -> line.substring(5).strip())
						.toList());
			if (data.startsWith("{")) {
				text.append(Gateway.json(data).at("/choices/0/delta/content").asText(""));
			}
		}
		return text.toString();
	}

	@Test
	void T06_aStreamThatStallsTooLongEndsWithAnError() {
		this.scene.alpha.plays((request, wire) -> {
			wire.stream().event(Said.piece("Once"));
			wire.awaitClose(Duration.ofSeconds(8));
		});
		long start = System.nanoTime();
		List<String> events = events("alone");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(2900),
				Duration.ofMillis(3400));
		assertThat(events).hasSize(2);
		assertThat(Gateway.json(events.getLast()).at("/error/code").asText()).isEqualTo("upstream_timeout");
	}

	@Test
	void T07_usageThatNobodyAskedForIsCountedAndHidden() {
		this.scene.alpha.plays(Said.answering("Hi."));
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
		assertThat(this.scene.alpha.lastRequest().text()).contains("\"include_usage\":true");
		assertThat(Gateway.events(response.body())).containsExactly(Said.piece("Hi."), Said.finish(), "[DONE]");
		assertThat(this.scene.call(response).get("cost_usd")).hasToString(Said.COST);
		assertThat(this.scene.call(response)).containsEntry("price_status", "known");
	}

	@Test
	void T07_usageThatWasAskedForComesWithTheCost() {
		this.scene.alpha.plays(Said.answering("Hi."));
		List<String> events = Gateway.events(this.scene.chat(Said.streamRequestWithUsage("alone")).body());
		assertThat(events).hasSize(4).last().isEqualTo("[DONE]");
		var usage = Gateway.json(events.get(2));
		assertThat(usage.at("/choices").size()).isZero();
		assertThat(usage.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
		assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(1);
		assertThat(usage.toString()).contains(Said.COST);
	}

	@Test
	void T09_textThatLooksLikeTheEndIsText() {
		String text = "a\\n\\ndata: [DONE]\\n\\nb";
		this.scene.alpha.plays(Said.answering(text));
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
		assertThat(Gateway.events(response.body())).containsExactly(Said.piece(text), Said.finish(), "[DONE]");
	}

	@Test
	void T11_whatSeraiDoesNotKnowIsPassedOn() {
		List<String> events = List.of(Said.piece("Hi").replace("\"delta\":{", "\"delta\":{\"vendor_thought\":\"hm\","),
				"{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
						+ "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"x\":1.50,"
						+ "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]},\"finish_reason\":null}]}",
				"{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"percent\":50}",
				Said.finish().replace("\"stop\"", "\"tool_calls\""));
		this.scene.alpha.plays((request, wire) -> {
			wire.stream();
			for (String event : events) {
				wire.event(event);
			}
			wire.event("[DONE]").end();
		});
		List<String> expected = new ArrayList<>(events);
		expected.add("[DONE]");
		assertThat(events("alone")).isEqualTo(expected);
	}

}
