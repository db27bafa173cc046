package dev.serai.gateway.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicStreamProperties {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private final AnthropicChat protocol = new AnthropicChat();

	@Property(tries = 300)
	void streamedInAnyFragmentsAnAnswerIsTheSameAsWhole(@ForAll("blocks") List<ObjectNode> blocks,
			@ForAll("usages") ObjectNode usage, @ForAll long seed) {
		ObjectNode message = JSON.objectNode().put("id", "m").put("model", "c").put("stop_reason", "end_turn");
		message.set("usage", usage);
		ArrayNode content = message.putArray("content");
		blocks.forEach(content::add);
		Heard whole = Heard.of(this.protocol.decode(message.toString().getBytes(StandardCharsets.UTF_8)));

		assertThat(Heard.of(streamed(blocks, usage, new Random(seed)))).isEqualTo(whole);
		assertThat(whole.text()).isEqualTo(texts(blocks));
	}

	private static String texts(List<ObjectNode> blocks) {
		StringBuilder text = new StringBuilder();
		blocks.forEach(block -> text.append(block.path("text").asText()));
		return text.toString();
	}

	private List<ChatEvent> streamed(List<ObjectNode> blocks, ObjectNode usage, Random random) {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		List<ChatEvent> events = new ArrayList<>();
		ObjectNode start = event("message_start");
		start.putObject("message")
			.put("id", "m")
			.put("model", "c")
			.putObject("usage")
			.put("input_tokens", Math.min(99, usage.path("input_tokens").asInt()))
			.put("output_tokens", Math.min(1, usage.path("output_tokens").asInt()));
		send(start, decoder, events);
		for (int i = 0; i < blocks.size(); i++) {
			stream(i, blocks.get(i), decoder, events, random);
		}
		ObjectNode delta = event("message_delta");
		delta.putObject("delta").put("stop_reason", "end_turn");
		delta.set("usage", usage);
		send(delta, decoder, events);
		send(event("message_stop"), decoder, events);
		events.addAll(decoder.end());
		return events;
	}

	private static void stream(int index, ObjectNode block, StreamDecoder<ChatEvent> decoder, List<ChatEvent> events,
			Random random) {
		ObjectNode empty = block.deepCopy();
		List<ObjectNode> deltas = new ArrayList<>();
		switch (block.path("type").asText()) {
			case "text" -> {
				empty.put("text", "");
				deltas.addAll(cut("text_delta", "text", block, random));
			}
			case "thinking" -> {
				empty.put("thinking", "").put("signature", "");
				deltas.addAll(cut("thinking_delta", "thinking", block, random));
				deltas.add(JSON.objectNode()
					.put("type", "signature_delta")
					.put("signature", block.path("signature").asText()));
			}
			case "tool_use", "server_tool_use" -> {
				empty.putObject("input");
				String input = block.path("input").isEmpty() ? "" : block.path("input").toString();
				ObjectNode text = JSON.objectNode().put("partial_json", input);
				deltas.addAll(cut("input_json_delta", "partial_json", text, random));
			}
			default -> {
			}
		}
		ObjectNode start = event("content_block_start").put("index", index);
		start.set("content_block", empty);
		send(start, decoder, events);
		for (ObjectNode delta : deltas) {
			ObjectNode event = event("content_block_delta").put("index", index);
			event.set("delta", delta);
			send(event, decoder, events);
		}
		send(event("content_block_stop").put("index", index), decoder, events);
	}

	private static List<ObjectNode> cut(String type, String field, JsonNode full, Random random) {
		String text = full.path(field).asText();
		List<ObjectNode> pieces = new ArrayList<>();
		pieces.add(JSON.objectNode().put("type", type).put(field, ""));
		for (int from = 0; from < text.length();) {
			int to = Math.min(text.length(), from + 1 + random.nextInt(5));
			pieces.add(JSON.objectNode().put("type", type).put(field, text.substring(from, to)));
			from = to;
		}
		return pieces;
	}

	private static ObjectNode event(String type) {
		return JSON.objectNode().put("type", type);
	}

	private static void send(JsonNode event, StreamDecoder<ChatEvent> decoder, List<ChatEvent> events) {
		events.addAll(decoder.decode(new StreamEvent(event.path("type").asText(), event.toString())));
	}

	@Provide
	Arbitrary<List<ObjectNode>> blocks() {
		Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', 'ſ').ofMaxLength(40);
		Arbitrary<ObjectNode> texts = text.map(t -> event("text").put("text", t));
		Arbitrary<ObjectNode> thinking = text
			.map(t -> event("thinking").put("thinking", t).put("signature", "s" + t.length()));
		Arbitrary<ObjectNode> redacted = text.map(t -> event("redacted_thinking").put("data", t));
		Arbitrary<ObjectNode> tools = Combinators
			.combine(Arbitraries.of("tool_use", "server_tool_use"), Arbitraries.maps(text, text).ofMaxSize(3))
			.as((type, input) -> {
				ObjectNode block = event(type).put("id", "i" + input.hashCode()).put("name", "f");
				ObjectNode object = block.putObject("input");
				input.forEach(object::put);
				return block;
			});
		Arbitrary<ObjectNode> strange = Arbitraries.just(event("brand_new").put("a", 1));
		return Arbitraries.oneOf(texts, thinking, redacted, tools, strange).list().ofMaxSize(8);
	}

	@Provide
	Arbitrary<ObjectNode> usages() {
		Arbitrary<Integer> count = Arbitraries.integers().between(0, 100_000);
		return Combinators.combine(count, count, count, count).as((input, output, read, write) -> {
			ObjectNode usage = JSON.objectNode()
				.put("input_tokens", input)
				.put("output_tokens", output)
				.put("cache_read_input_tokens", read)
				.put("cache_creation_input_tokens", write);
			usage.putObject("output_tokens_details").put("thinking_tokens", output / 3);
			return usage;
		});
	}

}
