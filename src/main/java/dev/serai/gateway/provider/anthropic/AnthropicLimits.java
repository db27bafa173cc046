package dev.serai.gateway.provider.anthropic;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the Messages API cannot express of a request, for every model. Further
 * restrictions of single models are left to the API's own errors.
 */
final class AnthropicLimits {

	private static final List<Function<ChatRequest, Optional<Unmappable>>> RULES = List.of(AnthropicLimits::choices,
			AnthropicLimits::temperature, AnthropicLimits::topP, AnthropicLimits::seed,
			r -> penalty("presence_penalty", r.sampling().presencePenalty()),
			r -> penalty("frequency_penalty", r.sampling().frequencyPenalty()), AnthropicLimits::stop,
			AnthropicLimits::format, AnthropicLimits::effort, AnthropicLimits::budget, AnthropicLimits::toolChoice,
			AnthropicLimits::toolSchemas, AnthropicExtras::cannotCarry, AnthropicMessageLimits::firstBroken);

	private AnthropicLimits() {
	}

	static Optional<Unmappable> firstBroken(ChatRequest request) {
		return RULES.stream().flatMap(rule -> rule.apply(request).stream()).findFirst();
	}

	private static Optional<Unmappable> choices(ChatRequest request) {
		return when(request.choices() > 1, "n", "Anthropic gives one answer to a request");
	}

	private static Optional<Unmappable> temperature(ChatRequest request) {
		Double temperature = request.sampling().temperature();
		if (temperature == null) {
			return Optional.empty();
		}
		if (temperature > 1) {
			return when(true, "temperature", "Anthropic takes temperatures from 0 to 1");
		}
		return when(temperature != 1 && AnthropicThinking.isWanted(request), "temperature",
				"Anthropic takes no temperature but 1 together with reasoning");
	}

	private static Optional<Unmappable> topP(ChatRequest request) {
		Double topP = request.sampling().topP();
		return when(topP != null && topP < 0.95 && AnthropicThinking.isWanted(request), "top_p",
				"Anthropic takes no top_p below 0.95 together with reasoning");
	}

	private static Optional<Unmappable> seed(ChatRequest request) {
		return when(request.sampling().seed() != null, "seed", "Anthropic can't repeat an answer");
	}

	private static Optional<Unmappable> penalty(String param, @Nullable Double penalty) {
		return when(penalty != null && penalty != 0, param, "Anthropic knows no penalties");
	}

	private static Optional<Unmappable> stop(ChatRequest request) {
		return when(request.sampling().stop().stream().anyMatch(String::isBlank), "stop",
				"Anthropic takes no stop text that is blank");
	}

	private static Optional<Unmappable> format(ChatRequest request) {
		return switch (request.format()) {
			case OutputFormat.Text text -> Optional.empty();
			case OutputFormat.JsonObject any ->
				when(true, "response_format", "Anthropic answers in JSON only by a schema: use json_schema");
			case OutputFormat.JsonSchema schema -> when(!schema.schema().isObject(),
					"response_format.json_schema.schema", "Anthropic takes a JSON object as schema");
		};
	}

	private static Optional<Unmappable> effort(ChatRequest request) {
		Reasoning reasoning = request.reasoning();
		return when(
				reasoning != null && reasoning.effort() != null
						&& !AnthropicThinking.EFFORTS.contains(reasoning.effort()),
				"reasoning_effort", "Anthropic has no equivalent of this effort");
	}

	private static Optional<Unmappable> budget(ChatRequest request) {
		Integer budget = (request.reasoning() != null) ? request.reasoning().budgetTokens() : null;
		if (budget == null) {
			return Optional.empty();
		}
		if (budget < AnthropicThinking.LEAST_BUDGET) {
			return when(true, "reasoning",
					"Anthropic takes no budget for reasoning below " + AnthropicThinking.LEAST_BUDGET + " tokens");
		}
		return when(request.maxOutputTokens() != null && budget >= request.maxOutputTokens(), "reasoning",
				"Anthropic takes a budget for reasoning only below the limit of output tokens");
	}

	private static Optional<Unmappable> toolChoice(ChatRequest request) {
		if (!(request.toolChoice() instanceof ToolChoice.Required)
				&& !(request.toolChoice() instanceof ToolChoice.Named)) {
			return Optional.empty();
		}
		if (request.tools().isEmpty()) {
			return when(true, "tool_choice", "There is no tool to choose");
		}
		return when(AnthropicThinking.isWanted(request), "tool_choice",
				"Anthropic can't be made to call a tool while it reasons");
	}

	private static Optional<Unmappable> toolSchemas(ChatRequest request) {
		for (int i = 0; i < request.tools().size(); i++) {
			JsonNode parameters = request.tools().get(i).parameters();
			if (parameters != null && !parameters.isNull() && !describesObject(parameters)) {
				return when(true, "tools[" + i + "].function.parameters",
						"Anthropic takes a schema of type object for a tool's parameters");
			}
		}
		return Optional.empty();
	}

	private static boolean describesObject(JsonNode schema) {
		JsonNode type = schema.path("type");
		return schema.isObject() && (type.isMissingNode() || type.isNull() || type.asText("").equals("object"));
	}

	static Optional<Unmappable> when(boolean broken, String param, String why) {
		return broken ? Optional.of(new Unmappable(param, why)) : Optional.empty();
	}

}
