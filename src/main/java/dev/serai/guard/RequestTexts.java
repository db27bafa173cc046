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
 * know included. Names and ids are none, nor are images and other data. Reasoning that
 * carries a signature was written by its provider, which takes it back unchanged or not
 * at all; it is left alone.
 */
final class RequestTexts {

	/** Fields of a request whose texts are names and settings. */
	private static final Set<String> SETTINGS = Set.of("model", "user", "metadata", "safety_identifier",
			"prompt_cache_key", "prompt_cache_retention", "service_tier", "stop", "modalities", "audio", "logit_bias",
			"reasoning_effort", "tool_choice", "verbosity", "stream_options", "reasoning", "thinking", "function_call",
			"provider", "models", "transforms", "plugins", "route");

	/** Fields of anything below whose texts are names, kinds or data. */
	private static final Set<String> OPAQUE = Set.of("role", "type", "id", "tool_call_id", "call_id", "name", "url",
			"image_url", "data", "file_data", "file_id", "format", "detail", "signature", "thought_signature",
			"cache_control", "encrypted_content", "media_type", "$ref", "$schema");

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
			tree(tool.parameters(), reader);
		}
		if (request.format() instanceof OutputFormat.JsonSchema schema) {
			if (schema.description() != null) {
				reader.text(schema.description());
			}
			tree(schema.schema(), reader);
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
	private static void extra(String name, JsonNode value, Reader reader) {
		int end = 0;
		while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
			end++;
		}
		if (!SETTINGS.contains(name.substring(0, end)) && !OPAQUE.contains(name.substring(name.lastIndexOf('.') + 1))) {
			tree(value, reader);
		}
	}

	private static void tree(@Nullable JsonNode node, Reader reader) {
		if (node == null || node.isEmpty() && !node.isTextual()) {
			return;
		}
		if (node.isTextual()) {
			reader.text(node.textValue());
			return;
		}
		if (node.isArray()) {
			node.forEach(item -> tree(item, reader));
			return;
		}
		boolean signed = isSigned(node);
		node.properties().forEach(field -> {
			if (!OPAQUE.contains(field.getKey()) && !(signed && field.getValue().isTextual())) {
				if (field.getKey().equals("arguments") && field.getValue().isTextual()) {
					reader.json(field.getValue().textValue());
				}
				else {
					tree(field.getValue(), reader);
				}
			}
		});
	}

	private static boolean isSigned(JsonNode node) {
		return node.path("signature").isTextual();
	}

	/** Changes the same texts, and no other, in a request as it came. */
	static void change(ObjectNode request, Editor editor) {
		request.properties().forEach(field -> {
			if (!SETTINGS.contains(field.getKey())) {
				field.setValue(changed(field.getKey(), field.getValue(), editor));
			}
		});
	}

	private static JsonNode changed(String name, JsonNode node, Editor editor) {
		if (node.isTextual()) {
			String before = node.textValue();
			String after = name.equals("arguments") ? editor.json(before) : editor.text(before);
			return after.equals(before) ? node : TextNode.valueOf(after);
		}
		if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, changed(name, array.get(i), editor));
			}
		}
		else if (node instanceof ObjectNode object) {
			boolean signed = isSigned(object);
			object.properties().forEach(field -> {
				if (!OPAQUE.contains(field.getKey()) && !(signed && field.getValue().isTextual())) {
					field.setValue(changed(field.getKey(), field.getValue(), editor));
				}
			});
		}
		return node;
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
