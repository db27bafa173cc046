package dev.serai.gateway.provider.anthropic;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * How much a model is to think, in the form that it accepts: models from Claude 4.6 on
 * accept an effort and decide themselves ("adaptive"), all others a number of tokens.
 *
 * <p>
 * An effort says how much a model <em>may</em> reason. So a model with budgets does not
 * think where there is no room for a budget (less than twice the smallest one) or
 * thinking cannot begin (within a chain of tool calls that began without it).
 */
sealed interface AnthropicThinking {

	/** The smallest budget that Anthropic accepts, in tokens. */
	int LEAST_BUDGET = 1024;

	Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh");

	/** The field is not sent. */
	record Unsaid() implements AnthropicThinking {
	}

	/** No thinking, even where the model would think by default. */
	record Off() implements AnthropicThinking {
	}

	/** A budget of this many tokens. */
	record Budget(int tokens) implements AnthropicThinking {
	}

	/** As the model decides. */
	record Adaptive(String effort) implements AnthropicThinking {
	}

	/**
	 * Returns whether a request asks for reasoning, so that Anthropic's rules for it
	 * apply.
	 */
	static boolean isWanted(ChatRequest request) {
		Reasoning reasoning = request.reasoning();
		return reasoning != null && (reasoning.budgetTokens() != null
				|| (reasoning.effort() != null && !reasoning.effort().equals("none")));
	}

	/**
	 * Returns the setting for a model.
	 * @param model its name at the provider
	 * @param maxTokens the most tokens of the whole answer
	 * @throws CallRefused when the requested budget leaves no token for the answer
	 */
	static AnthropicThinking of(ChatRequest request, String model, int maxTokens) {
		Reasoning reasoning = request.reasoning();
		if (reasoning == null) {
			return new Unsaid();
		}
		Integer budget = reasoning.budgetTokens();
		String effort = reasoning.effort();
		Version version = Version.of(model);
		if (version.isAdaptive()) {
			return adaptive(effort, budget, version);
		}
		if (!isWanted(request) || isAmidToolCallsWithoutThinking(request)) {
			return new Unsaid();
		}
		if (budget == null) {
			int tokens = Math.min(budgetOf(effort), maxTokens / 2);
			return (tokens < LEAST_BUDGET) ? new Unsaid() : new Budget(tokens);
		}
		if (budget >= maxTokens) {
			throw ApiError
				.invalid("reasoning",
						"The budget for reasoning must be below the " + maxTokens + " tokens that the answer may have")
				.refused();
		}
		return new Budget(budget);
	}

	private static AnthropicThinking adaptive(@Nullable String effort, @Nullable Integer budget, Version version) {
		if (budget != null) {
			return new Adaptive(effortWithin(budget));
		}
		if (effort == null) {
			return new Unsaid();
		}
		return switch (effort) {
			case "none" -> new Off();
			case "minimal" -> new Adaptive("low");
			case "xhigh" -> new Adaptive(version.takesXhigh() ? "xhigh" : "high");
			default -> new Adaptive(effort);
		};
	}

	private static int budgetOf(@Nullable String effort) {
		return switch (effort) {
			case "medium" -> 4096;
			case "high" -> 16_384;
			case "xhigh" -> 32_768;
			case null, default -> LEAST_BUDGET;
		};
	}

	/** Returns the highest effort that stays within a budget. */
	private static String effortWithin(int budget) {
		if (budget >= budgetOf("high")) {
			return "high";
		}
		return (budget >= budgetOf("medium")) ? "medium" : "low";
	}

	/** Anthropic refuses to begin thinking between its own tool call and the result. */
	private static boolean isAmidToolCallsWithoutThinking(ChatRequest request) {
		boolean results = false;
		for (Message message : request.messages().reversed()) {
			switch (message) {
				case Message.System system -> {
				}
				case Message.ToolResult result -> results = true;
				case Message.User user -> {
				}
				case Message.Assistant assistant when !AnthropicTurns.saysSomething(assistant) -> {
					// It is not sent, so that the turns around it are next to each other.
				}
				case Message.Assistant assistant -> {
					return results && assistant.reasoning().stream().noneMatch(AnthropicTurns::isSayable);
				}
			}
		}
		return false;
	}

	/** Writes the field {@code thinking}, if it is sent. */
	default void write(JsonGenerator json) throws IOException {
		switch (this) {
			case Unsaid unsaid -> {
			}
			case Off off -> {
				json.writeObjectFieldStart("thinking");
				json.writeStringField("type", "disabled");
				json.writeEndObject();
			}
			case Budget budget -> {
				json.writeObjectFieldStart("thinking");
				json.writeStringField("type", "enabled");
				json.writeNumberField("budget_tokens", budget.tokens());
				json.writeEndObject();
			}
			case Adaptive adaptive -> {
				json.writeObjectFieldStart("thinking");
				json.writeStringField("type", "adaptive");
				// Newer models omit their reasoning unless asked.
				json.writeStringField("display", "summarized");
				json.writeEndObject();
			}
		}
	}

	/**
	 * A model's version, where 406 means 4.6; 0 where the name contains none, as with
	 * other vendors' models behind the same API.
	 */
	record Version(int number) {

		private static final Pattern FAMILY_FIRST = Pattern
			.compile("claude-[a-z]+-(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

		static Version of(String model) {
			Matcher matcher = FAMILY_FIRST.matcher(model);
			if (!matcher.find()) {
				return new Version(0);
			}
			int minor = (matcher.group(2) != null) ? Integer.parseInt(matcher.group(2)) : 0;
			return new Version(Integer.parseInt(matcher.group(1)) * 100 + minor);
		}

		boolean isAdaptive() {
			return this.number >= 406;
		}

		boolean takesXhigh() {
			return this.number >= 407;
		}

	}

}
