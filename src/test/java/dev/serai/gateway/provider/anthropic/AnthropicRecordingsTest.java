package dev.serai.gateway.provider.anthropic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recorded answers, held against what the recording's own JSON says when its stream is
 * put together again by the plainest means.
 */
class AnthropicRecordingsTest {

	private static final Path RECORDINGS = Path.of("../shared/recordings");

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private final AnthropicChat protocol = new AnthropicChat();

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		Assumptions.assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
		try (Stream<Path> files = Files.list(RECORDINGS)) {
			List<Path> ours = files.filter(file -> file.getFileName().toString().startsWith("anthropic.messages-"))
				.sorted()
				.toList();
			assertThat(ours).isNotEmpty();
			return ours.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> hold(file)));
		}
	}

	private void hold(Path file) throws IOException {
		JsonNode recording = MAPPER.readTree(file.toFile());
		JsonNode response = recording.path("response");
		String body = response.path("body").asText();
		int status = response.path("status").asInt();
		if (status >= 400) {
			holdFailure(status, body);
		}
		else if (recording.path("wire_format").asText().equals("sse")) {
			List<JsonNode> data = data(body);
			assertThat(Heard.of(stream(data))).isEqualTo(expected(message(data)));
		}
		else {
			assertThat(Heard.of(this.protocol.decode(body.getBytes(StandardCharsets.UTF_8))))
				.isEqualTo(expected(MAPPER.readTree(body)));
		}
	}

	private void holdFailure(int status, String body) throws IOException {
		ProviderFailure failure = new AnthropicProtocol(InstantSource.system()).failure(status, header -> null,
				body.getBytes(StandardCharsets.UTF_8));
		JsonNode error = MAPPER.readTree(body).path("error");
		assertThat(failure.kind()).isEqualTo(ProviderFailure.kindOf(status));
		assertThat(failure.getMessage()).isEqualTo(error.path("message").asText());
	}

	private static List<JsonNode> data(String body) throws IOException {
		List<JsonNode> events = new ArrayList<>();
		for (String line : body.lines().toList()) {
			if (line.startsWith("data:")) {
				events.add(MAPPER.readTree(line.substring(5)));
			}
		}
		return events;
	}

	private List<ChatEvent> stream(List<JsonNode> data) {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		List<ChatEvent> events = new ArrayList<>();
		data.forEach(event -> events.addAll(decoder.decode(new StreamEvent("", event.toString()))));
		events.addAll(decoder.end());
		return events;
	}

	/** The whole message that a stream tells. */
	private static ObjectNode message(List<JsonNode> data) throws IOException {
		ObjectNode message = MAPPER.createObjectNode();
		Map<Integer, ObjectNode> blocks = new TreeMap<>();
		Map<Integer, String> inputs = new TreeMap<>();
		for (JsonNode event : data) {
			int index = event.path("index").asInt();
			JsonNode delta = event.path("delta");
			switch (event.path("type").asText()) {
				case "message_start" -> message.setAll((ObjectNode) event.path("message"));
				case "content_block_start" -> blocks.put(index, event.path("content_block").deepCopy());
				case "content_block_delta" -> {
					ObjectNode block = blocks.get(index);
					for (String field : List.of("text", "thinking", "signature")) {
						if (delta.has(field)) {
							block.put(field, block.path(field).asText() + delta.path(field).asText());
						}
					}
					inputs.merge(index, delta.path("partial_json").asText(), String::concat);
				}
				case "message_delta" -> {
					message.setAll((ObjectNode) delta);
					((ObjectNode) message.path("usage")).setAll((ObjectNode) event.path("usage"));
				}
				default -> {
				}
			}
		}
		for (Map.Entry<Integer, ObjectNode> block : blocks.entrySet()) {
			String input = inputs.getOrDefault(block.getKey(), "");
			if (!input.isEmpty()) {
				block.getValue().set("input", MAPPER.readTree(input));
			}
		}
		message.putArray("content").addAll(blocks.values());
		return message;
	}

	private static Heard expected(JsonNode message) {
		StringBuilder text = new StringBuilder();
		List<Heard.Call> calls = new ArrayList<>();
		List<String> reasoning = new ArrayList<>();
		int others = 0;
		for (JsonNode block : message.path("content")) {
			switch (block.path("type").asText()) {
				case "text" -> text.append(block.path("text").asText());
				case "tool_use" -> calls
					.add(new Heard.Call(block.path("id").asText(), block.path("name").asText(), block.path("input")));
				case "thinking" ->
					reasoning.add(block.path("thinking").asText() + "#" + block.path("signature").asText());
				case "redacted_thinking" -> reasoning.add("!" + block.path("data").asText());
				default -> others++;
			}
		}
		FinishReason reason = Map
			.of("end_turn", FinishReason.STOP, "max_tokens", FinishReason.LENGTH, "tool_use", FinishReason.TOOL_CALLS)
			.get(message.path("stop_reason").asText());
		return new Heard(text.toString(), calls, reasoning, others, reason, usage(message.path("usage")));
	}

	/** No recording has writes to the cache that lives for an hour. */
	private static Usage usage(JsonNode usage) {
		assertThat(usage.at("/cache_creation/ephemeral_1h_input_tokens").asInt()).isZero();
		long thinking = usage.at("/output_tokens_details/thinking_tokens").asLong();
		return Usage.builder()
			.add(TokenClass.INPUT, usage.path("input_tokens").asLong())
			.add(TokenClass.CACHE_READ, usage.path("cache_read_input_tokens").asLong())
			.add(TokenClass.CACHE_WRITE_5M, usage.path("cache_creation_input_tokens").asLong())
			.add(TokenClass.OUTPUT, usage.path("output_tokens").asLong() - thinking)
			.add(TokenClass.REASONING, thinking)
			.searches(usage.at("/server_tool_use/web_search_requests").asLong())
			.build();
	}

}
