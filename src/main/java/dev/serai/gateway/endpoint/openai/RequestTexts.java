package dev.serai.gateway.endpoint.openai;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.gateway.operation.TextEditor;
import dev.serai.gateway.operation.TextReader;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts of a request: the content of its messages and tools, including unknown
 * fields, and the property names that the caller has chosen in schemas, arguments and
 * unknown fields. Names of tools, ids, images and other data are not texts, but objects
 * and lists below such a field are searched. Reasoning with a signature is left alone:
 * its provider wrote it and accepts it only unchanged.
 */
final class RequestTexts {

	/** Fields of a request whose texts are names and settings. */
	private static final Set<String> SETTINGS = Set.of("model", "user", "metadata", "safety_identifier",
			"prompt_cache_key", "prompt_cache_retention", "service_tier", "stop", "modalities", "audio", "logit_bias",
			"reasoning_effort", "tool_choice", "verbosity", "stream_options", "reasoning", "thinking", "function_call",
			"provider", "models", "transforms", "plugins", "route");

	/** Fields at any depth that are names, kinds or data where their value is a text. */
	private static final Set<String> OPAQUE = Set.of("role", "type", "id", "tool_call_id", "call_id", "name", "url",
			"image_url", "data", "file_data", "file_id", "format", "detail", "signature", "thought_signature",
			"cache_control", "encrypted_content", "media_type", "$ref", "$schema");

	/** Fields whose own fields are named by the caller. */
	private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions", "patternProperties");

	/** Field names of the API and of JSON schemas, which are not the caller's text. */
	private static final Set<String> STRUCTURE = Set.of(("messages tools tool_choice parallel_tool_calls "
			+ "response_format n seed temperature top_p presence_penalty frequency_penalty max_tokens "
			+ "max_completion_tokens stream logprobs top_logprobs functions prediction store web_search_options "
			+ "role content name tool_calls tool_call_id refusal reasoning_content reasoning reasoning_details "
			+ "annotations function function_call arguments id type index extra_content google thought_signature "
			+ "text image_url url detail input_audio data format file file_data file_id filename cache_control "
			+ "summary signature encrypted_content source media_type input output custom json_schema schema strict "
			+ "description parameters include_usage include_obfuscation call_id "
			+ "properties $defs definitions patternProperties $ref $schema $id $anchor $comment required items "
			+ "prefixItems contains additionalProperties unevaluatedProperties unevaluatedItems propertyNames "
			+ "dependentRequired dependentSchemas enum const default examples title deprecated readOnly writeOnly "
			+ "allOf anyOf oneOf not if then else minimum maximum exclusiveMinimum exclusiveMaximum multipleOf "
			+ "minLength maxLength pattern minItems maxItems uniqueItems minContains maxContains minProperties "
			+ "maxProperties contentEncoding contentMediaType nullable propertyOrdering")
		.split(" "));

	/** Items of a list have no name. */
	private static final String ITEM = "";

	private RequestTexts() {
	}

	/** Passes each text to a reader. */
	static void of(ChatRequest request, TextReader reader) {
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

	private static void message(Message message, TextReader reader) {
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

	/**
	 * Passes the texts of a field by its full name, for instance {@code
	 * messages[1].extra.note}.
	 */
	private static void extra(String path, JsonNode value, TextReader reader) {
		String name = path.substring(path.lastIndexOf('.') + 1);
		// Settings exist at the top level only: a full name looks like a name with a dot.
		if (SETTINGS.contains(path)) {
			return;
		}
		String own = ownName(path);
		if (!own.isEmpty()) {
			reader.name(own);
		}
		if (!isOpaque(ITEM, name, value)) {
			tree(name, value, reader);
		}
	}

	/**
	 * Returns the part of a full name that the caller has chosen; empty when there is
	 * none.
	 */
	private static String ownName(String path) {
		String left = path;
		while (!left.isEmpty()) {
			int end = 0;
			while (end < left.length() && left.charAt(end) != '.' && left.charAt(end) != '[') {
				end++;
			}
			String first = left.substring(0, end);
			if (!STRUCTURE.contains(first) && !SETTINGS.contains(first)) {
				return left;
			}
			int dot = left.indexOf('.', end);
			left = (dot < 0) ? "" : left.substring(dot + 1);
		}
		return left;
	}

	/**
	 * @param parent the name of the enclosing field
	 */
	private static boolean isChosen(String parent, String name) {
		return NAMED.contains(parent) || !STRUCTURE.contains(name);
	}

	/**
	 * @param parent the name of the enclosing field
	 */
	private static boolean isOpaque(String parent, String name, JsonNode value) {
		if (!value.isTextual() || !OPAQUE.contains(name) || NAMED.contains(parent)) {
			return false;
		}
		// A reference within a schema contains names that the caller has chosen.
		return !(name.equals("$ref") && value.textValue().startsWith("#"));
	}

	private static void tree(String name, @Nullable JsonNode node, TextReader reader) {
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
				if (isChosen(name, field.getKey())) {
					reader.name(field.getKey());
				}
				if (!isOpaque(name, field.getKey(), field.getValue())) {
					tree(field.getKey(), field.getValue(), reader);
				}
			});
		}
	}

	/** Changes exactly the same texts in a request. */
	static void change(ObjectNode request, TextEditor editor) {
		request.properties().forEach(field -> {
			if (!SETTINGS.contains(field.getKey()) && !isOpaque(ITEM, field.getKey(), field.getValue())) {
				field.setValue(changed(field.getKey(), field.getValue(), Place.of(field.getKey()), editor));
			}
		});
		rename(ITEM, request, SETTINGS, editor);
	}

	/**
	 * Changes names in an object, which keeps all its fields and their order: when two
	 * names become the same, the second gets a number.
	 */
	private static void rename(String parent, ObjectNode object, Set<String> but, TextEditor editor) {
		Map<String, String> renamed = new HashMap<>(0);
		object.fieldNames().forEachRemaining(name -> {
			if (isChosen(parent, name) && !but.contains(name)) {
				String after = editor.name(name);
				if (!after.equals(name)) {
					renamed.put(name, after);
				}
			}
		});
		if (renamed.isEmpty()) {
			return;
		}
		Map<String, JsonNode> fields = new LinkedHashMap<>();
		object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
		object.removeAll();
		fields.forEach((name, value) -> {
			String wanted = renamed.getOrDefault(name, name);
			String free = wanted;
			for (int n = 2; renamed.containsKey(name)
					&& (object.has(free) || (fields.containsKey(free) && !renamed.containsKey(free))); n++) {
				free = wanted + '_' + n;
			}
			object.set(free, value);
		});
	}

	private static JsonNode changed(String name, JsonNode node, Place place, TextEditor editor) {
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
			rename(name, object, Set.of(), editor);
		}
		return node;
	}

	/**
	 * Returns whether an object is a block of reasoning with its provider's signature.
	 */
	private static boolean isSigned(ObjectNode block) {
		return block.path("type").asText().equals("reasoning.text") && block.path("signature").isTextual();
	}

	/** Where a request can contain a signature: messages[*].reasoning_details[*]. */
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

}
