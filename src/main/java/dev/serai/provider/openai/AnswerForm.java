package dev.serai.provider.openai;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ProviderFailure;

/**
 * Brings answers of all dialects into OpenAI's form, in place and only where they
 * deviate: content is a string, reasoning is {@code reasoning_content}, tool calls have
 * index, id, type and arguments as text, finish reasons are OpenAI's. One per answer, for
 * the numbering of a stream's tool calls goes on from chunk to chunk.
 */
final class AnswerForm {

	private final boolean streamed;

	private final Map<Integer, ToolCallNumbers> calls = new HashMap<>();

	AnswerForm(boolean streamed) {
		this.streamed = streamed;
	}

	/**
	 * @return whether something was changed
	 * @throws ProviderFailure MALFORMED when it is no answer
	 */
	boolean conform(ObjectNode answer) {
		if (!(answer.get("choices") instanceof ArrayNode choices)) {
			return false;
		}
		boolean changed = object(answer);
		for (int i = 0; i < choices.size(); i++) {
			if (!(choices.get(i) instanceof ObjectNode choice)) {
				throw Json.malformed("A choice of the provider's answer is not a JSON object");
			}
			if (!choice.path("index").isInt()) {
				choice.put("index", i);
				changed = true;
			}
			changed |= choice(answer, choice);
		}
		return changed;
	}

	private boolean object(ObjectNode answer) {
		String object = this.streamed ? "chat.completion.chunk" : "chat.completion";
		if (object.equals(Json.text(answer, "object"))) {
			return false;
		}
		answer.put("object", object);
		return true;
	}

	private boolean choice(ObjectNode answer, ObjectNode choice) {
		String field = this.streamed ? "delta" : "message";
		boolean changed = false;
		if (!(choice.get(field) instanceof ObjectNode)) {
			if (!this.streamed) {
				throw Json.malformed("A choice of the provider's answer has no message");
			}
			choice.putObject(field);
			changed = true;
		}
		ObjectNode said = (ObjectNode) choice.get(field);
		changed |= contentList(said);
		changed |= reasoning(said);
		changed |= toolCalls(answer, choice.get("index").intValue(), said);
		changed |= finishReason(choice);
		return changed;
	}

	/** Mistral's reasoning models answer with a list of thoughts and texts. */
	private boolean contentList(ObjectNode said) {
		if (!(said.get("content") instanceof ArrayNode list)) {
			return false;
		}
		StringBuilder text = new StringBuilder();
		StringBuilder thoughts = new StringBuilder();
		for (JsonNode part : list) {
			if ("thinking".equals(Json.text(part, "type"))) {
				thoughts(part.path("thinking"), thoughts);
			}
			else {
				text.append(Json.textOrEmpty(part, "text"));
			}
		}
		said.put("content", text.toString());
		if (!thoughts.isEmpty()) {
			said.put("reasoning_content", thoughts.toString());
		}
		return true;
	}

	private void thoughts(JsonNode thinking, StringBuilder into) {
		if (thinking.isTextual()) {
			into.append(thinking.textValue());
		}
		thinking.forEach(part -> into.append(Json.textOrEmpty(part, "text")));
	}

	/** Groq, Ollama, OpenRouter and Cerebras have another name for it, which stays. */
	private boolean reasoning(ObjectNode said) {
		String reasoning = Json.textOrEmpty(said, "reasoning");
		if (reasoning.isEmpty() || Json.has(said, "reasoning_content")) {
			return false;
		}
		said.put("reasoning_content", reasoning);
		return true;
	}

	private boolean toolCalls(ObjectNode answer, int choice, ObjectNode said) {
		if (!(said.get("tool_calls") instanceof ArrayNode list) || list.isEmpty()) {
			return false;
		}
		ToolCallNumbers numbers = this.calls.computeIfAbsent(choice, c -> new ToolCallNumbers(
				Json.textOrEmpty(answer, "id") + '/' + answer.path("created").asText() + '/' + c));
		boolean changed = false;
		for (JsonNode item : list) {
			if (!(item instanceof ObjectNode call)) {
				throw Json.malformed("A tool call of the provider's answer is not a JSON object");
			}
			changed |= toolCall(call, numbers);
		}
		return changed;
	}

	private boolean toolCall(ObjectNode call, ToolCallNumbers numbers) {
		int before = numbers.count();
		int number = numbers.number(call);
		boolean begins = number == before;
		boolean changed = false;
		if (this.streamed && call.path("index").asInt(-1) != number) {
			call.put("index", number);
			changed = true;
		}
		if (begins && Json.textOrEmpty(call, "id").isEmpty()) {
			call.put("id", numbers.id(number));
			changed = true;
		}
		if (begins && !Json.has(call, "type")) {
			call.put("type", "function");
			changed = true;
		}
		changed |= arguments(call, begins);
		return changed;
	}

	private boolean arguments(ObjectNode call, boolean begins) {
		if (!(call.get("function") instanceof ObjectNode function)) {
			return false;
		}
		JsonNode arguments = function.path("arguments");
		if (arguments.isTextual()) {
			return false;
		}
		if (arguments.isObject()) {
			function.put("arguments", Json.text(arguments));
			return true;
		}
		if (begins) {
			function.put("arguments", this.streamed ? "" : "{}");
			return true;
		}
		return false;
	}

	private boolean finishReason(ObjectNode choice) {
		String given = Json.text(choice, "finish_reason");
		if (given == null) {
			return false;
		}
		if (given.isEmpty()) {
			choice.putNull("finish_reason");
			return true;
		}
		String known = FinishReasons.openAi(given);
		if (known.equals(given)) {
			return false;
		}
		choice.put("finish_reason", known);
		return true;
	}

}
