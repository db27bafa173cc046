package dev.serai.gateway.provider.gemini;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.PROTOCOL;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What real answers mean, against an expectation that this test takes from their JSON by
 * itself.
 */
class GeminiRecordingsTest {

	private static final Path RECORDINGS = Path.of("..", "shared", "recordings");

	@TestFactory
	Stream<DynamicTest> everyRecordedAnswerMeansWhatItsJsonSays() throws IOException {
		assumeThat(Files.isDirectory(RECORDINGS)).as("no recordings at %s", RECORDINGS).isTrue();
		try (Stream<Path> files = Files.list(RECORDINGS)) {
			List<Path> chats = files
				.filter(file -> file.getFileName().toString().matches("(gemini|vertex)\\.(g|streamG)enerateContent-.*"))
				.sorted(Comparator.comparing(Path::toString))
				.toList();
			assertThat(chats).isNotEmpty();
			return chats.stream()
				.map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
		}
	}

	private static void check(Path file) throws IOException {
		JsonNode recording = json(Files.readString(file)).path("response");
		String body = recording.path("body").asText();
		int status = recording.path("status").asInt();
		if (status >= 400) {
			checkFailure(status, body);
			return;
		}
		boolean stream = body.startsWith("data:");
		List<ChatEvent> events = stream ? streamed(body) : PROTOCOL.decode(body.getBytes(StandardCharsets.UTF_8));
		List<JsonNode> responses = new ArrayList<>();
		if (stream) {
			dataOf(body).forEach(data -> responses.add(json(data)));
		}
		else if (body.startsWith("[")) {
			json(body).forEach(responses::add);
		}
		else {
			responses.add(json(body));
		}
		assertThat(seen(events)).isEqualTo(expected(responses));
	}

	private static void checkFailure(int status, String body) {
		ProviderFailure failure = new GeminiProtocol().failure(status, name -> null,
				body.getBytes(StandardCharsets.UTF_8));
		JsonNode error = json(body).path("error");
		assertThat(failure.getMessage()).isEqualTo(error.path("message").asText());
		assertThat(failure.code()).isEqualTo(error.path("status").asText());
		boolean key = body.contains("API_KEY_INVALID");
		assertThat(failure.kind()).isEqualTo(key ? ProviderFailure.Kind.AUTH : ProviderFailure.kindOf(status));
		String wait = error.findPath("retryDelay").asText();
		assertThat((failure.retryAfter() == null) ? "" : failure.retryAfter().toSeconds() + "s").isEqualTo(wait);
	}

	private static List<ChatEvent> streamed(String body) {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		List<ChatEvent> events = new ArrayList<>();
		dataOf(body).forEach(data -> events.addAll(decoder.decode(new StreamEvent("", data))));
		events.addAll(decoder.end());
		return events;
	}

	private static List<String> dataOf(String body) {
		return body.lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5).strip()).toList();
	}

	/** What the events say, by aspect. */
	private static Map<String, String> seen(List<ChatEvent> events) {
		Map<String, String> seen = new TreeMap<>();
		for (ChatEvent event : events) {
			switch (event) {
				case ChatEvent.Started(String id, String model) -> add(seen, "started", id + " " + model);
				case ChatEvent.Text(int choice, String text) -> add(seen, "text", text);
				case ChatEvent.ReasoningText(int choice, int block, String text) -> add(seen, "thoughts", text);
				case ChatEvent.ReasoningSignature signed -> add(seen, "signatures", signed.signature());
				case ChatEvent.ToolCallStarted call -> add(seen, "calls",
						call.index() + call.name() + ((call.signature() == null) ? "" : call.signature()));
				case ChatEvent.ToolCallArguments(int choice, int index, String fragment) ->
					add(seen, "arguments", index + json(fragment).toString());
				case ChatEvent.OtherContent other -> add(seen, "other", "x");
				case ChatEvent.Finished(int choice, ChatEvent.FinishReason reason) ->
					add(seen, "finish", reason.wireName());
				case ChatEvent.Used(Usage usage) -> seen.put("usage", usage.input() + "/" + usage.output());
				case ChatEvent.ServedIn(String tier) -> seen.put("tier", tier);
				default -> add(seen, "unforeseen", event.toString());
			}
		}
		return seen;
	}

	/** What the JSON says, by aspect. All recordings hold one candidate. */
	private static Map<String, String> expected(List<JsonNode> responses) {
		Map<String, String> said = new TreeMap<>();
		JsonNode first = responses.getFirst();
		add(said, "started", first.path("responseId").asText() + " " + first.path("modelVersion").asText());
		int calls = 0;
		for (JsonNode response : responses) {
			for (JsonNode part : response.at("/candidates/0/content/parts")) {
				boolean code = part.has("executableCode") || part.has("codeExecutionResult");
				String signature = part.path("thoughtSignature").asText();
				if (part.has("functionCall")) {
					JsonNode call = part.path("functionCall");
					add(said, "calls", calls + call.path("name").asText() + signature);
					add(said, "arguments", calls++ + call.path("args").toString());
				}
				else if (code) {
					add(said, "other", "x");
				}
				else {
					add(said, part.path("thought").asBoolean() ? "thoughts" : "text", part.path("text").asText());
					add(said, "signatures", signature);
				}
			}
			String reason = response.at("/candidates/0/finishReason").asText();
			if (!reason.isEmpty()) {
				add(said, "finish", switch (reason) {
					case "STOP" -> (calls > 0) ? "tool_calls" : "stop";
					case "MAX_TOKENS" -> "length";
					default -> "content_filter";
				});
			}
			switch (response.at("/usageMetadata/trafficType").asText()) {
				case "ON_DEMAND" -> said.put("tier", "standard");
				case "ON_DEMAND_FLEX" -> said.put("tier", "flex");
				default -> {
				}
			}
			if (response.at("/usageMetadata/serviceTier").isTextual()) {
				said.put("tier", response.at("/usageMetadata/serviceTier").asText());
			}
		}
		long input = largest(responses, "promptTokenCount") + largest(responses, "toolUsePromptTokenCount");
		long output = largest(responses, "candidatesTokenCount") + largest(responses, "thoughtsTokenCount");
		said.put("usage", input + "/" + output);
		return said;
	}

	/** A figure is never taken back: some streams end with fewer than they began with. */
	private static long largest(List<JsonNode> responses, String figure) {
		return responses.stream().mapToLong(one -> one.path("usageMetadata").path(figure).asLong()).max().orElse(0);
	}

	private static void add(Map<String, String> said, String aspect, String text) {
		if (!text.isEmpty()) {
			said.merge(aspect, text, String::concat);
		}
	}

}
