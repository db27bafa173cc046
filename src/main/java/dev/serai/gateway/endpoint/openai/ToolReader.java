package dev.serai.gateway.endpoint.openai;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import org.jspecify.annotations.Nullable;

/** Reads a request's tools and how the model may choose among them. */
final class ToolReader {

	private static final Set<String> TOOL_FIELDS = Set.of("type", "function");

	private static final Set<String> FUNCTION_FIELDS = Set.of("name", "description", "parameters", "strict");

	private ToolReader() {
	}

	static List<Tool> tools(Fields request) {
		request.keepEmpty("tools");
		return request.objects("tools", ToolReader::tool);
	}

	/** Reads a tool; null when its type has no neutral meaning. */
	private static @Nullable Tool tool(Fields tool) {
		// Mistral's SDK omits the type.
		String type = (tool.get("function") != null) ? tool.text("type") : tool.requiredText("type");
		if (type != null && !type.equals("function")) {
			tool.keepAll();
			return null;
		}
		tool.keepOthers(TOOL_FIELDS);
		Fields function = tool.requiredObject("function");
		function.keepOthers(FUNCTION_FIELDS);
		return new Tool(function.requiredName("name"), function.text("description"), function.tree("parameters"),
				function.bool("strict"));
	}

	static @Nullable ToolChoice choice(Fields request) {
		JsonNode choice = request.get("tool_choice");
		if (choice == null) {
			return null;
		}
		if (choice.isTextual()) {
			return switch (choice.textValue()) {
				case "auto" -> new ToolChoice.Auto();
				case "none" -> new ToolChoice.None();
				// Mistral's older name for it.
				case "required", "any" -> new ToolChoice.Required();
				default -> throw request.invalid("tool_choice", "must be none, auto, required or a tool");
			};
		}
		Fields named = request.requiredObject("tool_choice");
		if (named.requiredText("type").equals("function")) {
			return new ToolChoice.Named(named.requiredObject("function").requiredName("name"));
		}
		request.keep("tool_choice");
		return null;
	}

}
