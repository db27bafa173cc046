package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;

/**
 * What the model may call. Schemas go as plain JSON schema. A strict tool has Gemini
 * check every call against its schema (mode VALIDATED), which it does by itself where a
 * call is demanded (mode ANY).
 */
final class GeminiTools {

	private GeminiTools() {
	}

	static ArrayNode declarations(List<Tool> tools) {
		ArrayNode declarations = GeminiJson.NODES.arrayNode();
		for (Tool tool : tools) {
			ObjectNode declaration = declarations.addObject().put("name", tool.name());
			if (tool.description() != null) {
				declaration.put("description", tool.description());
			}
			if (tool.parameters() != null) {
				declaration.set("parametersJsonSchema", tool.parameters());
			}
		}
		return declarations;
	}

	/** Gemini's functionCallingConfig; empty when there is nothing to say. */
	static Optional<ObjectNode> callingConfig(ChatRequest request) {
		ToolChoice choice = request.toolChoice();
		if (request.tools().isEmpty()) {
			return Optional.empty();
		}
		boolean strict = request.tools().stream().anyMatch(tool -> Boolean.TRUE.equals(tool.strict()));
		if (choice == null) {
			return strict ? Optional.of(mode("VALIDATED")) : Optional.empty();
		}
		return Optional.of(switch (choice) {
			case ToolChoice.Auto auto -> mode(strict ? "VALIDATED" : "AUTO");
			case ToolChoice.None none -> mode("NONE");
			case ToolChoice.Required required -> mode("ANY");
			case ToolChoice.Named(String name) -> {
				ObjectNode config = mode("ANY");
				config.putArray("allowedFunctionNames").add(name);
				yield config;
			}
		});
	}

	private static ObjectNode mode(String mode) {
		return GeminiJson.NODES.objectNode().put("mode", mode);
	}

}
