package dev.serai.gateway.endpoint.openai;

import java.util.Set;

import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much the model may reason, in the format of OpenAI ({@code
 * reasoning_effort}), OpenRouter ({@code reasoning}) or Anthropic and DeepSeek ({@code
 * thinking}).
 */
final class ReasoningReader {

	private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh");

	private static final Set<String> REASONING_FIELDS = Set.of("effort", "max_tokens");

	private static final Set<String> THINKING_FIELDS = Set.of("type", "budget_tokens");

	private final Fields request;

	private @Nullable String effort;

	private @Nullable Integer budget;

	private ReasoningReader(Fields request) {
		this.request = request;
	}

	static @Nullable Reasoning read(Fields request) {
		ReasoningReader reader = new ReasoningReader(request);
		reader.effort(request, "reasoning_effort");
		Fields reasoning = request.object("reasoning");
		if (reasoning != null) {
			reasoning.keepOthers(REASONING_FIELDS);
			reader.effort(reasoning, "effort");
			reader.budget(reasoning, "max_tokens");
		}
		Fields thinking = request.object("thinking");
		if (thinking != null) {
			reader.thinking(thinking);
		}
		return (reader.effort == null && reader.budget == null) ? null : new Reasoning(reader.effort, reader.budget);
	}

	private void thinking(Fields thinking) {
		String type = thinking.requiredText("type");
		if (type.equals("enabled") && thinking.get("budget_tokens") != null) {
			budget(thinking, "budget_tokens");
			thinking.keepOthers(THINKING_FIELDS);
		}
		else if (type.equals("disabled")) {
			agreeOnEffort(thinking, "type", "none");
			thinking.keepOthers(THINKING_FIELDS);
		}
		else {
			this.request.keep("thinking");
		}
	}

	/** An unknown effort is kept in the extras for the provider to check. */
	private void effort(Fields holder, String name) {
		String word = holder.text(name);
		if (word == null) {
			return;
		}
		if (EFFORTS.contains(word)) {
			agreeOnEffort(holder, name, word);
		}
		else {
			holder.keep(name);
		}
	}

	private void agreeOnEffort(Fields holder, String name, String word) {
		if (this.effort != null && !this.effort.equals(word)) {
			throw holder.invalid(name, "contradicts another field, which says " + this.effort);
		}
		this.effort = word;
	}

	private void budget(Fields holder, String name) {
		Integer tokens = holder.integer(name, 0, Integer.MAX_VALUE);
		if (tokens != null && this.budget != null && !this.budget.equals(tokens)) {
			throw holder.invalid(name, "contradicts another field, which says " + this.budget);
		}
		this.budget = (tokens == null) ? this.budget : tokens;
	}

}
