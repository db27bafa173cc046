package dev.serai.gateway.provider.anthropic;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request, and how the model may choose among them. */
final class AnthropicTools {

	private AnthropicTools() {
	}

	static void write(JsonGenerator json, ChatRequest request) throws IOException {
		if (request.tools().isEmpty()) {
			return;
		}
		json.writeArrayFieldStart("tools");
		for (Tool tool : request.tools()) {
			tool(json, tool);
		}
		json.writeEndArray();
		choice(json, request.toolChoice(), Boolean.FALSE.equals(request.parallelToolCalls()));
	}

	private static void tool(JsonGenerator json, Tool tool) throws IOException {
		json.writeStartObject();
		json.writeStringField("name", tool.name());
		if (tool.description() != null) {
			json.writeStringField("description", tool.description());
		}
		json.writeFieldName("input_schema");
		json.writeTree(schema(tool.parameters()));
		if (Boolean.TRUE.equals(tool.strict())) {
			json.writeBooleanField("strict", true);
		}
		json.writeEndObject();
	}

	/** Returns a schema as Anthropic requires it: explicitly of type object. */
	private static JsonNode schema(@Nullable JsonNode parameters) {
		if (parameters instanceof ObjectNode object && object.hasNonNull("type")) {
			return object;
		}
		ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
		if (parameters instanceof ObjectNode untyped) {
			ObjectNode rest = untyped.deepCopy();
			rest.remove("type");
			schema.setAll(rest);
		}
		if (!schema.has("properties")) {
			schema.putObject("properties");
		}
		return schema;
	}

	private static void choice(JsonGenerator json, @Nullable ToolChoice choice, boolean oneByOne) throws IOException {
		if (choice == null && !oneByOne) {
			return;
		}
		json.writeObjectFieldStart("tool_choice");
		switch (choice) {
			case null -> json.writeStringField("type", "auto");
			case ToolChoice.Auto auto -> json.writeStringField("type", "auto");
			case ToolChoice.None none -> json.writeStringField("type", "none");
			case ToolChoice.Required required -> json.writeStringField("type", "any");
			case ToolChoice.Named named -> {
				json.writeStringField("type", "tool");
				json.writeStringField("name", named.name());
			}
		}
		if (oneByOne && !(choice instanceof ToolChoice.None)) {
			json.writeBooleanField("disable_parallel_tool_use", true);
		}
		json.writeEndObject();
	}

}
