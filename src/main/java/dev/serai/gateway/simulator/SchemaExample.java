package dev.serai.gateway.simulator;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Generates a value that fits a JSON schema (or Gemini's dialect of one), as far as
 * types, enums, minima and references are concerned; patterns and cross-field rules are
 * not supported.
 */
final class SchemaExample {

	/** The depth to which a recursive schema is followed. */
	private static final int DEPTH = 8;

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private final JsonNode root;

	private SchemaExample(JsonNode root) {
		this.root = root;
	}

	static JsonNode of(JsonNode schema) {
		return new SchemaExample(schema).value(schema, 0);
	}

	private JsonNode value(JsonNode schema, int depth) {
		if (depth > DEPTH) {
			return JSON.nullNode();
		}
		if (schema.has("$ref")) {
			return value(referred(schema.get("$ref").asText()), depth + 1);
		}
		if (schema.has("const")) {
			return schema.get("const");
		}
		if (schema.path("enum").has(0)) {
			return schema.get("enum").get(0);
		}
		for (String combination : new String[] { "anyOf", "oneOf", "allOf" }) {
			if (schema.path(combination).has(0)) {
				return value(schema.get(combination).get(0), depth + 1);
			}
		}
		return switch (type(schema)) {
			case "object" -> object(schema, depth);
			case "array" -> array(schema, depth);
			case "integer" -> JSON.numberNode(schema.path("minimum").asLong(1));
			case "number" -> JSON.numberNode(schema.path("minimum").asDouble(1.5));
			case "boolean" -> JSON.booleanNode(true);
			case "null" -> JSON.nullNode();
			default -> JSON.textNode(text(schema));
		};
	}

	private JsonNode referred(String reference) {
		return reference.startsWith("#") ? this.root.at(reference.substring(1)) : JSON.missingNode();
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			type = type.path(0);
		}
		if (type.isMissingNode() && schema.has("properties")) {
			return "object";
		}
		return type.asText("string").toLowerCase(Locale.ROOT);
	}

	private JsonNode object(JsonNode schema, int depth) {
		ObjectNode object = JSON.objectNode();
		schema.path("properties").properties().forEach((property) -> {
			if (depth < DEPTH / 2 || isRequired(schema, property.getKey())) {
				object.set(property.getKey(), value(property.getValue(), depth + 1));
			}
		});
		return object;
	}

	private static boolean isRequired(JsonNode schema, String property) {
		for (JsonNode required : schema.path("required")) {
			if (required.asText().equals(property)) {
				return true;
			}
		}
		return false;
	}

	private JsonNode array(JsonNode schema, int depth) {
		ArrayNode array = JSON.arrayNode();
		int items = schema.path("minItems").asInt((depth < DEPTH / 2) ? 1 : 0);
		for (int i = 0; i < items; i++) {
			array.add(value(schema.path("items"), depth + 1));
		}
		return array;
	}

	private static String text(JsonNode schema) {
		String text = switch (schema.path("format").asText("")) {
			case "date" -> "2026-01-31";
			case "date-time" -> "2026-01-31T12:00:00Z";
			case "time" -> "12:00:00Z";
			case "email" -> "simulated@example.com";
			case "uri" -> "https://example.com/simulated";
			case "uuid" -> "00000000-0000-4000-8000-000000000000";
			default -> "simulated";
		};
		int missing = schema.path("minLength").asInt(0) - text.length();
		return (missing > 0) ? text + ".".repeat(missing) : text;
	}

}
