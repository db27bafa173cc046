package dev.serai.replay;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.replay.Expectation.Problem;
import dev.serai.replay.Said.CallParts;
import org.jspecify.annotations.Nullable;

/** Reads recorded answers of Anthropic's messages. */
final class AnthropicRecorded {

	private final Said said = new Said();

	/** Which tool call a block is. */
	private final Map<Integer, CallParts> calls = new HashMap<>();

	private final ObjectNode usage = Recording.JSON.createObjectNode();

	private @Nullable Problem error;

	static Expectation read(Recording recording) {
		AnthropicRecorded reader = new AnthropicRecorded();
		recording.parts().forEach(reader::part);
		return new Expectation(Map.of(0, reader.said.choice()), reader.usage.isEmpty() ? null : reader.tokens(),
				reader.error);
	}

	private void part(JsonNode part) {
		switch (part.path("type").asText()) {
			case "message" -> {
				int index = 0;
				for (JsonNode block : part.path("content")) {
					block(index++, block);
				}
				stopped(part.path("stop_reason"));
				used(part.path("usage"));
			}
			case "message_start" -> used(part.at("/message/usage"));
			case "content_block_start" -> block(part.path("index").asInt(), part.path("content_block"));
			case "content_block_delta" -> delta(part.path("index").asInt(), part.path("delta"));
			case "message_delta" -> {
				stopped(part.at("/delta/stop_reason"));
				used(part.path("usage"));
			}
			case "error" ->
				this.error = Problem.of(part.at("/error/type").asText().equals("overloaded_error") ? 529 : 500, part);
			default -> {
			}
		}
	}

	private void block(int index, JsonNode block) {
		switch (block.path("type").asText()) {
			case "text" -> this.said.text.append(block.path("text").asText());
			case "thinking" -> {
				this.said.reasoning.append(block.path("thinking").asText());
				seal(block.path("signature").asText());
			}
			case "redacted_thinking" -> seal(block.path("data").asText());
			case "tool_use" -> {
				CallParts call = this.said.call(this.calls.size());
				this.calls.put(index, call);
				call.id = block.path("id").asText();
				call.name = block.path("name").asText();
				if (!block.path("input").isEmpty()) {
					call.arguments.append(block.path("input"));
				}
			}
			default -> {
			}
		}
	}

	private void delta(int index, JsonNode delta) {
		this.said.text.append(delta.path("text").asText(""));
		this.said.reasoning.append(delta.path("thinking").asText(""));
		seal(delta.path("signature").asText(""));
		CallParts call = this.calls.get(index);
		if (call != null) {
			call.arguments.append(delta.path("partial_json").asText(""));
		}
	}

	private void seal(String seal) {
		if (!seal.isEmpty()) {
			this.said.seals.add(seal);
		}
	}

	private void stopped(JsonNode reason) {
		this.said.finish = switch (reason.asText("")) {
			case "max_tokens", "pause_turn" -> "length";
			case "tool_use" -> "tool_calls";
			case "refusal" -> "content_filter";
			default -> "stop";
		};
	}

	/** Later figures are totals. */
	private void used(JsonNode told) {
		told.properties()
			.stream()
			.filter(f -> !f.getValue().isNull())
			.forEach(f -> this.usage.set(f.getKey(), f.getValue()));
	}

	private Tokens tokens() {
		long written = this.usage.path("cache_creation_input_tokens").asLong();
		long hour = this.usage.at("/cache_creation/ephemeral_1h_input_tokens").asLong();
		long output = this.usage.path("output_tokens").asLong();
		long thinking = this.usage.at("/output_tokens_details/thinking_tokens").asLong();
		return new Tokens(this.usage.path("input_tokens").asLong(), this.usage.path("cache_read_input_tokens").asLong(),
				written - hour, hour, 0, output - thinking, thinking, 0, 0,
				this.usage.at("/server_tool_use/web_search_requests").asLong());
	}

}
