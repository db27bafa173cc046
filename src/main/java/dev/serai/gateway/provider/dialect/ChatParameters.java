package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import org.jspecify.annotations.Nullable;

/** Converts the parameters of a chat to fields with OpenAI's names, and back. */
final class ChatParameters {

	private static final String EFFORT = "reasoning_effort";

	private ChatParameters() {
	}

	/** Returns whether any parameter is set. */
	static boolean areIn(ChatRequest request) {
		Sampling sampling = request.sampling();
		return sampling.temperature() != null || sampling.topP() != null || sampling.seed() != null
				|| sampling.presencePenalty() != null || sampling.frequencyPenalty() != null
				|| !sampling.stop().isEmpty() || request.choices() != 1 || request.user() != null
				|| request.reasoning() != null || request.parallelToolCalls() != null || request.toolChoice() != null
				|| !(request.format() instanceof OutputFormat.Text) || !request.tools().isEmpty()
				|| !request.extras().isEmpty();
	}

	/** Returns the parameters that are set. */
	static ObjectNode of(ChatRequest request) {
		ObjectNode fields = JsonNodeFactory.instance.objectNode();
		Sampling sampling = request.sampling();
		set(fields, "temperature", sampling.temperature());
		set(fields, "top_p", sampling.topP());
		set(fields, "seed", sampling.seed());
		set(fields, "presence_penalty", sampling.presencePenalty());
		set(fields, "frequency_penalty", sampling.frequencyPenalty());
		if (!sampling.stop().isEmpty()) {
			sampling.stop().forEach(fields.putArray("stop")::add);
		}
		if (request.choices() != 1) {
			fields.put("n", request.choices());
		}
		set(fields, "user", request.user());
		set(fields, EFFORT, (request.reasoning() != null) ? request.reasoning().effort() : null);
		set(fields, "parallel_tool_calls", request.parallelToolCalls());
		set(fields, "tool_choice", choice(request.toolChoice()));
		switch (request.format()) {
			case OutputFormat.Text text -> {
			}
			case OutputFormat.JsonObject object -> fields.put("response_format", "json_object");
			case OutputFormat.JsonSchema schema -> fields.put("response_format", "json_schema");
		}
		if (!request.tools().isEmpty()) {
			fields.put("tools", request.tools().size());
		}
		request.extras().forEach((name, value) -> {
			if (name.indexOf('.') < 0 && name.indexOf('[') < 0) {
				fields.set(name, value);
			}
		});
		return fields;
	}

	private static @Nullable String choice(@Nullable ToolChoice choice) {
		return switch (choice) {
			case null -> null;
			case ToolChoice.Auto auto -> "auto";
			case ToolChoice.None none -> "none";
			case ToolChoice.Required required -> "required";
			case ToolChoice.Named named -> "named";
		};
	}

	private static void set(ObjectNode fields, String name, @Nullable Object value) {
		switch (value) {
			case null -> {
			}
			case Double number -> fields.put(name, number);
			case Long number -> fields.put(name, number);
			case Boolean flag -> fields.put(name, flag);
			default -> fields.put(name, value.toString());
		}
	}

	/** Returns the request with the parameters that are left, and with their values. */
	static ChatRequest with(ChatRequest request, ObjectNode fields) {
		Sampling sampling = request.sampling();
		List<String> stop = new ArrayList<>();
		fields.path("stop").forEach(text -> stop.add(text.asText()));
		Map<String, JsonNode> extras = new LinkedHashMap<>(request.extras());
		extras.keySet().removeIf(name -> name.indexOf('.') < 0 && name.indexOf('[') < 0 && !fields.has(name));
		extras.replaceAll((name, value) -> fields.path(name).isMissingNode() ? value : fields.path(name));
		Reasoning reasoning = request.reasoning();
		String effort = fields.has(EFFORT) ? fields.get(EFFORT).asText() : null;
		if (reasoning != null) {
			reasoning = (effort == null && reasoning.budgetTokens() == null) ? null
					: new Reasoning(effort, reasoning.budgetTokens());
		}
		return new ChatRequest(request.model(), request.messages(), request.tools(),
				fields.has("tool_choice") ? chosen(request.toolChoice(), fields.get("tool_choice").asText()) : null,
				fields.has("parallel_tool_calls") ? request.parallelToolCalls() : null,
				fields.has("response_format") ? request.format() : new OutputFormat.Text(),
				new Sampling(number(fields, "temperature"), number(fields, "top_p"),
						fields.has("seed") ? sampling.seed() : null, List.copyOf(stop),
						number(fields, "presence_penalty"), number(fields, "frequency_penalty")),
				request.maxOutputTokens(), fields.has("n") ? request.choices() : 1, reasoning, request.stream(),
				request.includeUsage(), fields.has("user") ? request.user() : null, extras);
	}

	private static @Nullable ToolChoice chosen(@Nullable ToolChoice given, String word) {
		return switch (word) {
			case "auto" -> new ToolChoice.Auto();
			case "none" -> new ToolChoice.None();
			case "required" -> new ToolChoice.Required();
			default -> given;
		};
	}

	private static @Nullable Double number(ObjectNode fields, String name) {
		return fields.has(name) ? Double.valueOf(fields.get(name).asDouble()) : null;
	}

}
