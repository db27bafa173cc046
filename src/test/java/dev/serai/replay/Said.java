package dev.serai.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** Collects what one choice of an answer says, from however many pieces. */
final class Said {

	final StringBuilder text = new StringBuilder();

	final StringBuilder reasoning = new StringBuilder();

	final StringBuilder refusal = new StringBuilder();

	/**
	 * What must come back in the next turn: signatures and sealed reasoning, in order.
	 */
	final List<String> seals = new ArrayList<>();

	final Map<Integer, CallParts> calls = new TreeMap<>();

	String finish = "";

	CallParts call(int index) {
		return this.calls.computeIfAbsent(index, i -> new CallParts());
	}

	Choice choice() {
		return new Choice(this.text.toString(), this.reasoning.toString(), this.refusal.toString(),
				this.calls.values().stream().map(CallParts::call).toList(), List.copyOf(this.seals), this.finish);
	}

	static Map<Integer, Choice> choices(Map<Integer, Said> said) {
		Map<Integer, Choice> choices = new TreeMap<>();
		said.forEach((index, one) -> choices.put(index, one.choice()));
		return choices;
	}

	/** A tool call while it comes. */
	static final class CallParts {

		String id = "";

		String name = "";

		String seal = "";

		final StringBuilder arguments = new StringBuilder();

		private ToolCall call() {
			String text = this.arguments.toString();
			return new ToolCall(this.id, this.name, Recording.json(text.isBlank() ? "{}" : text), this.seal);
		}

	}

	/**
	 * One choice, whole.
	 *
	 * @param finish why it ended, in OpenAI's words
	 */
	record Choice(String text, String reasoning, String refusal, List<ToolCall> calls, List<String> seals,
			String finish) {

		boolean isSilent() {
			return this.text.isEmpty() && this.reasoning.isEmpty() && this.refusal.isEmpty() && this.calls.isEmpty();
		}

	}

	/**
	 * One tool call.
	 *
	 * @param id empty where the provider gives none
	 * @param seal the signature that came with it; may be empty
	 */
	record ToolCall(String id, String name, JsonNode arguments, String seal) {
	}

}
