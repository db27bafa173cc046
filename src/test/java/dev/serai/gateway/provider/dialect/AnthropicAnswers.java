package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answers of Anthropic's Messages API: with signed and with redacted thinking. */
final class AnthropicAnswers implements StrictAnswers {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	@Override
	public void complete(Asked asked, ObjectNode answer, Issued issued) {
		boolean thinks = Set.of("enabled", "adaptive").contains(asked.body().path("thinking").path("type").asText(""));
		if (!thinks) {
			return;
		}
		ArrayNode content = JSON.arrayNode();
		String thought = "Let me think.\n" + asked.model() + " thinks. ";
		content.addObject()
			.put("type", "thinking")
			.put("thinking", thought)
			.put("signature", issued.sign("anthropic", thought));
		if (asked.messages().size() % 2 == 0) {
			content.addObject().put("type", "redacted_thinking").put("data", issued.sign("anthropic", ""));
		}
		answer.path("content").forEach(content::add);
		answer.set("content", content);
	}

	@Override
	public List<String> frames(Asked asked, ObjectNode answer) {
		List<String> frames = new ArrayList<>();
		ObjectNode start = answer.deepCopy();
		start.putArray("content");
		start.putNull("stop_reason");
		frames.add(frame(event("message_start").set("message", start)));
		JsonNode content = answer.path("content");
		for (int i = 0; i < content.size(); i++) {
			block(i, content.get(i), frames);
		}
		ObjectNode end = event("message_delta");
		end.putObject("delta").put("stop_reason", answer.path("stop_reason").asText()).putNull("stop_sequence");
		end.set("usage", answer.path("usage"));
		frames.add(frame(end));
		frames.add(frame(event("message_stop")));
		return frames;
	}

	private static void block(int index, JsonNode block, List<String> frames) {
		ObjectNode begun = block.deepCopy();
		switch (block.path("type").asText()) {
			case "text" ->
				begin(index, begun.put("text", ""), "text_delta", "text", block.path("text").asText(), frames);
			case "tool_use" -> {
				begun.putObject("input");
				begin(index, begun, "input_json_delta", "partial_json", block.path("input").toString(), frames);
			}
			case "thinking" -> {
				begin(index, begun.put("thinking", "").put("signature", ""), "thinking_delta", "thinking",
						block.path("thinking").asText(), frames);
				frames.add(delta(index, "signature_delta", "signature", block.path("signature").asText()));
			}
			default -> frames.add(frame(event("content_block_start").put("index", index).set("content_block", begun)));
		}
		frames.add(frame(event("content_block_stop").put("index", index)));
	}

	private static void begin(int index, ObjectNode begun, String type, String field, String text,
			List<String> frames) {
		frames.add(frame(event("content_block_start").put("index", index).set("content_block", begun)));
		StrictAnswers.pieces(text).forEach(piece -> frames.add(delta(index, type, field, piece)));
	}

	private static String delta(int index, String type, String field, String text) {
		ObjectNode event = event("content_block_delta").put("index", index);
		event.putObject("delta").put("type", type).put(field, text);
		return frame(event);
	}

	private static ObjectNode event(String type) {
		return JSON.objectNode().put("type", type);
	}

	private static String frame(JsonNode event) {
		return "event: " + event.path("type").asText() + "\ndata: " + event + "\n\n";
	}

}
