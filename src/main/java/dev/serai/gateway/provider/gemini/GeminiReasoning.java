package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Sets how much a model is to think. A budget is sent as such to every model; an effort
 * is a level for Gemini 3 and, by Google's own table, a budget for Gemini 2.5. The
 * highest level is high, so xhigh becomes high. Where a budget and an effort are both
 * given, the budget is sent, because it is more precise.
 */
final class GeminiReasoning {

	private static final String PARAM = "reasoning_effort";

	private static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh");

	private GeminiReasoning() {
	}

	/** Returns what no Gemini model accepts. */
	static Optional<Unmappable> cannotCarry(@Nullable Reasoning reasoning) {
		if (reasoning == null || reasoning.effort() == null || EFFORTS.contains(reasoning.effort())) {
			return Optional.empty();
		}
		return Optional.of(new Unmappable(PARAM, "must be one of " + String.join(", ", EFFORTS)));
	}

	/** Returns what this Gemini model does not accept. */
	static Optional<Unmappable> cannotCarry(@Nullable Reasoning reasoning, GeminiModel model) {
		if (reasoning == null) {
			return Optional.empty();
		}
		if (isNone(reasoning)) {
			return model.canAnswerAtOnce() ? Optional.empty()
					: Optional.of(new Unmappable(PARAM, model.name() + " can't answer without reasoning"));
		}
		return model.reasons() ? Optional.empty()
				: Optional.of(new Unmappable(PARAM, model.name() + " does not reason"));
	}

	/** Returns Gemini's thinkingConfig; empty when it is not sent. */
	static Optional<ObjectNode> thinkingConfig(@Nullable Reasoning reasoning, GeminiModel model) {
		if (reasoning == null || !model.reasons()) {
			return Optional.empty();
		}
		ObjectNode config = GeminiJson.NODES.objectNode();
		if (isNone(reasoning)) {
			return Optional.of(config.put("thinkingBudget", 0));
		}
		config.put("includeThoughts", true);
		String effort = reasoning.effort();
		if (reasoning.budgetTokens() != null) {
			config.put("thinkingBudget", reasoning.budgetTokens());
		}
		else if (effort != null && model.upToSecondGeneration()) {
			config.put("thinkingBudget", budget(effort));
		}
		else if (effort != null) {
			config.put("thinkingLevel", level(effort, model));
		}
		return Optional.of(config);
	}

	private static boolean isNone(Reasoning reasoning) {
		Integer budget = reasoning.budgetTokens();
		return (budget == null) ? "none".equals(reasoning.effort()) : budget == 0;
	}

	private static int budget(String effort) {
		return switch (effort) {
			case "minimal", "low" -> 1024;
			case "medium" -> 8192;
			default -> 24576;
		};
	}

	private static String level(String effort, GeminiModel model) {
		return switch (effort) {
			case "minimal" -> model.name().contains("flash") ? "minimal" : "low";
			case "low" -> "low";
			case "medium" -> model.knowsOnlyLowAndHigh() ? "high" : "medium";
			default -> "high";
		};
	}

}
