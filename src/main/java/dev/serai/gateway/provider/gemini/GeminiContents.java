package dev.serai.gateway.provider.gemini;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.operation.chat.ToolArguments;

/**
 * The turns of a chat in Gemini's two roles, which must alternate: consecutive turns of
 * one role become one. One per request.
 */
final class GeminiContents {

	/**
	 * The signature for a call that Gemini did not make, or whose signature the caller
	 * has lost: Gemini 3 refuses an unsigned call, and documents this value (base64 of
	 * skip_thought_signature_validator) for a history from elsewhere.
	 */
	static final String UNSIGNED = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

	/** OpenRouter's name for Gemini's signatures. */
	static final String REASONING_FORMAT = "google-gemini-v1";

	private final GeminiModel model;

	private final ArrayNode contents = GeminiJson.NODES.arrayNode();

	private final Map<String, String> toolNames = new HashMap<>();

	private GeminiContents(GeminiModel model) {
		this.model = model;
	}

	/** Returns all turns except the instructions, which Gemini takes separately. */
	static ArrayNode of(List<Message> messages, GeminiModel model) {
		GeminiContents contents = new GeminiContents(model);
		for (Message message : messages) {
			switch (message) {
				case Message.System system -> {
				}
				case Message.User user -> contents.user(user);
				case Message.Assistant assistant -> contents.assistant(assistant);
				case Message.ToolResult result -> contents.toolResult(result);
			}
		}
		return contents.contents;
	}

	private ArrayNode turn(String role) {
		ObjectNode last = this.contents.isEmpty() ? null : (ObjectNode) this.contents.get(this.contents.size() - 1);
		if (last != null && last.path("role").asText("").equals(role)) {
			return last.withArray("parts");
		}
		return this.contents.addObject().put("role", role).putArray("parts");
	}

	private void user(Message.User user) {
		ArrayNode parts = turn("user");
		user.parts().forEach(part -> parts.add(GeminiMedia.part(part)));
		if (parts.isEmpty()) {
			parts.add(GeminiMedia.text(""));
		}
	}

	private void assistant(Message.Assistant assistant) {
		ArrayNode parts = GeminiJson.NODES.arrayNode();
		assistant.reasoning().stream().filter(GeminiContents::hasText).forEach(block -> parts.add(thought(block)));
		assistant.parts().stream().filter(GeminiContents::saysSomething).map(GeminiMedia::part).forEach(parts::add);
		assistant.reasoning()
			.stream()
			.filter(block -> !hasText(block) && isSigned(block))
			.forEach(block -> parts.add(GeminiMedia.text("").put("thoughtSignature", block.signature())));
		for (int i = 0; i < assistant.toolCalls().size(); i++) {
			parts.add(toolCall(assistant.toolCalls().get(i), i == 0));
		}
		if (this.contents.isEmpty() && !assistant.toolCalls().isEmpty()) {
			// A call is refused where no user's turn is before it.
			turn("user").add(GeminiMedia.text(" "));
		}
		if (!parts.isEmpty()) {
			turn("model").addAll(parts);
		}
	}

	private static boolean hasText(ReasoningBlock block) {
		return block.text() != null && !block.text().isEmpty();
	}

	/** Returns whether a block has a signature that Gemini made. */
	private static boolean isSigned(ReasoningBlock block) {
		return block.signature() != null && block.isOf(REASONING_FORMAT);
	}

	/** OpenAI's clients send an empty text with tool calls, which Gemini refuses. */
	private static boolean saysSomething(Part part) {
		return !(part instanceof Part.Text text && text.text().isEmpty());
	}

	private static ObjectNode thought(ReasoningBlock block) {
		ObjectNode part = GeminiMedia.text(String.valueOf(block.text())).put("thought", true);
		if (isSigned(block)) {
			part.put("thoughtSignature", block.signature());
		}
		return part;
	}

	private ObjectNode toolCall(ToolCall call, boolean first) {
		this.toolNames.put(call.id(), call.name());
		ObjectNode part = GeminiJson.NODES.objectNode();
		part.putObject("functionCall").put("id", call.id()).put("name", call.name()).set("args", arguments(call));
		if (call.signature() != null) {
			part.put("thoughtSignature", call.signature());
		}
		else if (first && !this.model.upToSecondGeneration()) {
			part.put("thoughtSignature", UNSIGNED);
		}
		return part;
	}

	/** Those of an answer that was cut off are no object, which Gemini requires. */
	private static ObjectNode arguments(ToolCall call) {
		String text = ToolArguments.orNone(call.arguments());
		return GeminiJson.object(text)
			.orElseGet(() -> GeminiJson.NODES.objectNode().put(ToolArguments.UNREADABLE, text));
	}

	private void toolResult(Message.ToolResult result) {
		String name = this.toolNames.get(result.callId());
		if (name == null) {
			throw new IllegalArgumentException("No tool call has the id " + result.callId());
		}
		ArrayNode parts = turn("user");
		ObjectNode response = parts.addObject()
			.putObject("functionResponse")
			.put("id", result.callId())
			.put("name", name);
		response.set("response", response(result.parts().stream().filter(GeminiContents::isText).toList()));
		for (Part part : result.parts()) {
			if (!isText(part)) {
				(belongsInside(part) ? response.withArray("parts") : parts).add(GeminiMedia.part(part));
			}
		}
	}

	private static boolean isText(Part part) {
		return part instanceof Part.Text || part instanceof Part.Refusal;
	}

	private boolean belongsInside(Part part) {
		return !this.model.upToSecondGeneration() && switch (part) {
			case Part.Image image -> image.source() instanceof Source.Data;
			case Part.Document document -> document.source() instanceof Source.Data;
			default -> false;
		};
	}

	/** Gemini requires an object: the tool's own, or one around its text. */
	private static ObjectNode response(List<Part> texts) {
		List<String> said = texts.stream().map(part -> GeminiMedia.part(part).path("text").asText("")).toList();
		if (said.size() > 1) {
			ObjectNode response = GeminiJson.NODES.objectNode();
			said.forEach(response.putArray("result")::add);
			return response;
		}
		String text = said.isEmpty() ? "" : said.getFirst();
		return GeminiJson.object(text).orElseGet(() -> GeminiJson.NODES.objectNode().put("result", text));
	}

}
