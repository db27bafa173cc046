package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;

/**
 * Writes the tools. Schemas are sent as plain JSON schema. For a strict tool Gemini is
 * told to check every call against its schema (mode VALIDATED); where a call is required
 * (mode ANY) it always does.
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

	/** Returns Gemini's functionCallingConfig; empty when it is not sent. */
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
