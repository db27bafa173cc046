package dev.serai.guard;

import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.ChatRequest.OutputFormat;
import dev.serai.call.chat.ChatRequest.Tool;
import dev.serai.call.chat.Message;
import dev.serai.call.chat.Message.Part;
import dev.serai.call.chat.Message.ReasoningBlock;
import dev.serai.call.chat.Message.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request: what its messages and tools say, fields that Serai does not
 * know included. Names and ids are none, nor are images and other data; what is below a
 * field of such a name is looked at. Reasoning that carries a signature was written by
 * its provider, which takes it back unchanged or not at all; it is left alone.
 */
final class RequestTexts {

	/** Fields of a request whose texts are names and settings. */
	private static final Set<String> SETTINGS = Set.of("model", "user", "metadata", "safety_identifier",
			"prompt_cache_key", "prompt_cache_retention", "service_tier", "stop", "modalities", "audio", "logit_bias",
			"reasoning_effort", "tool_choice", "verbosity", "stream_options", "reasoning", "thinking", "function_call",
			"provider", "models", "transforms", "plugins", "route");

	/** Fields of anything below that are names, kinds or data where they are texts. */
	private static final Set<String> OPAQUE = Set.of("role", "type", "id", "tool_call_id", "call_id", "name", "url",
			"image_url", "data", "file_data", "file_id", "format", "detail", "signature", "thought_signature",
			"cache_control", "encrypted_content", "media_type", "$ref", "$schema");

	/** Fields whose own fields are named by the caller. */
	private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions", "patternProperties");

	/** An item of a list has no name. */
	private static final String ITEM = "";

	private RequestTexts() {
	}

	/** Shows each text to a reader. */
	static void of(ChatRequest request, Reader reader) {
		for (Message message : request.messages()) {
			message(message, reader);
		}
		for (Tool tool : request.tools()) {
			if (tool.description() != null) {
				reader.text(tool.description());
			}
			tree("parameters", tool.parameters(), reader);
		}
		if (request.format() instanceof OutputFormat.JsonSchema schema) {
			if (schema.description() != null) {
				reader.text(schema.description());
			}
			tree("schema", schema.schema(), reader);
		}
		if (!request.extras().isEmpty()) {
			for (Map.Entry<String, JsonNode> extra : request.extras().entrySet()) {
				extra(extra.getKey(), extra.getValue(), reader);
			}
		}
	}

	private static void message(Message message, Reader reader) {
		for (Part part : message.parts()) {
			if (part instanceof Part.Text text) {
				reader.text(text.text());
			}
			else if (part instanceof Part.Refusal refusal) {
				reader.text(refusal.text());
			}
		}
		if (message instanceof Message.Assistant assistant) {
			for (ToolCall call : assistant.toolCalls()) {
				reader.json(call.arguments());
			}
			for (ReasoningBlock block : assistant.reasoning()) {
				if (block.text() != null && block.signature() == null) {
					reader.text(block.text());
				}
			}
		}
	}

	/** A field by its full name, for instance {@code messages[1].extra.note}. */
	private static void extra(String path, JsonNode value, Reader reader) {
		String name = path.substring(path.lastIndexOf('.') + 1);
		// Settings stand at the top alone: a full name is not told from a name with a
		// dot.
		if (!SETTINGS.contains(path) && !isOpaque(ITEM, name, value)) {
			tree(name, value, reader);
		}
	}

	/**
	 * @param parent the name of the field that it is below
	 */
	private static boolean isOpaque(String parent, String name, JsonNode value) {
		return value.isTextual() && OPAQUE.contains(name) && !NAMED.contains(parent);
	}

	private static void tree(String name, @Nullable JsonNode node, Reader reader) {
		if (node == null) {
			return;
		}
		if (node.isTextual()) {
			if (name.equals("arguments")) {
				reader.json(node.textValue());
			}
			else {
				reader.text(node.textValue());
			}
		}
		else if (node.isArray()) {
			node.forEach(item -> tree(item.isTextual() ? name : ITEM, item, reader));
		}
		else if (node.isObject()) {
			node.properties().forEach(field -> {
				if (!isOpaque(name, field.getKey(), field.getValue())) {
					tree(field.getKey(), field.getValue(), reader);
				}
			});
		}
	}

	/** Changes the same texts, and no other, in a request as it came. */
	static void change(ObjectNode request, Editor editor) {
		request.properties().forEach(field -> {
			if (!SETTINGS.contains(field.getKey()) && !isOpaque(ITEM, field.getKey(), field.getValue())) {
				field.setValue(changed(field.getKey(), field.getValue(), Place.of(field.getKey()), editor));
			}
		});
	}

	private static JsonNode changed(String name, JsonNode node, Place place, Editor editor) {
		if (node.isTextual()) {
			String before = node.textValue();
			String after = name.equals("arguments") ? editor.json(before) : editor.text(before);
			return after.equals(before) ? node : TextNode.valueOf(after);
		}
		if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				JsonNode item = array.get(i);
				array.set(i, changed(item.isTextual() ? name : ITEM, item, place.item(), editor));
			}
		}
		else if (node instanceof ObjectNode object) {
			boolean signed = place == Place.REASONING && isSigned(object);
			object.properties().forEach(field -> {
				if (!isOpaque(name, field.getKey(), field.getValue()) && !(signed && field.getKey().equals("text"))) {
					field.setValue(changed(field.getKey(), field.getValue(), place.below(field.getKey()), editor));
				}
			});
		}
		return node;
	}

	/** A block of reasoning as its provider signed it. */
	private static boolean isSigned(ObjectNode block) {
		return block.path("type").asText().equals("reasoning.text") && block.path("signature").isTextual();
	}

	/** Where in a request a signature can stand: messages[*].reasoning_details[*]. */
	private enum Place {

		MESSAGES, MESSAGE, REASONINGS, REASONING, ELSEWHERE;

		static Place of(String field) {
			return field.equals("messages") ? MESSAGES : ELSEWHERE;
		}

		Place item() {
			return switch (this) {
				case MESSAGES -> MESSAGE;
				case REASONINGS -> REASONING;
				default -> ELSEWHERE;
			};
		}

		Place below(String field) {
			return (this == MESSAGE && field.equals("reasoning_details")) ? REASONINGS : ELSEWHERE;
		}

	}

	/** Is shown texts. */
	interface Reader {

		void text(String text);

		/** A text that should hold JSON. */
		void json(String text);

	}

	/** Says what texts become. */
	interface Editor {

		String text(String text);

		/** A text that should hold JSON. */
		String json(String text);

	}

}
