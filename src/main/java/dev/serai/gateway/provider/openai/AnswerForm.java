package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ToolArguments;
import dev.serai.gateway.provider.ArgumentStream;
import dev.serai.gateway.provider.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * Normalises answers of all dialects to OpenAI's form, in place and only where they
 * deviate: content is a string, reasoning is {@code reasoning_content}, tool calls have
 * index, id, type, name and arguments as JSON text, finish reasons are OpenAI's. One per
 * answer, because a stream's reasoning and tool calls continue over chunks.
 */
final class AnswerForm {

	private static final List<String> HEAD = List.of("id", "object", "created", "model", "system_fingerprint");

	private final boolean streamed;

	private final OfferedTools offered;

	private final Map<Integer, StreamedToolCalls> calls = new TreeMap<>();

	private final Map<Integer, ReasoningFields> reasoningFields = new HashMap<>();

	private final Map<Integer, List<ChatEvent>> reasoning = new HashMap<>();

	private @Nullable ObjectNode head;

	private final Map<Integer, ArgumentStream> olderCalls = new HashMap<>(0);

	private AnswerForm(boolean streamed, OfferedTools offered) {
		this.streamed = streamed;
		this.offered = offered;
	}

	/** For a whole answer. */
	static AnswerForm whole() {
		return new AnswerForm(false, OfferedTools.UNKNOWN);
	}

	/**
	 * For a streamed answer.
	 * @param offered the tools that the model could call
	 */
	static AnswerForm streamed(OfferedTools offered) {
		return new AnswerForm(true, offered);
	}

	/**
	 * @return whether something was changed
	 * @throws ProviderFailure MALFORMED when it is not an answer
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
		int index = choice.get("index").intValue();
		changed |= reasoning(index, said);
		changed |= this.streamed ? streamedToolCalls(answer, choice, said) : wholeToolCalls(answer, index, said);
		changed |= functionCall(choice, index, said);
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

	private boolean reasoning(int choice, ObjectNode said) {
		if (!ReasoningFields.areIn(said)) {
			return false;
		}
		List<ChatEvent> events = this.reasoning.computeIfAbsent(choice, c -> new ArrayList<>(1));
		return this.reasoningFields.computeIfAbsent(choice, c -> new ReasoningFields(this.streamed))
			.read(choice, said, events);
	}

	/**
	 * Returns the reasoning of a choice in the answer or chunk that was normalised last.
	 */
	List<ChatEvent> reasoning(int choice) {
		List<ChatEvent> events = this.reasoning.remove(choice);
		return (events != null) ? events : List.of();
	}

	/** Returns the seed of generated ids for a choice's tool calls. */
	private static String seed(ObjectNode answer, int choice) {
		return Json.textOrEmpty(answer, "id") + '/' + answer.path("created").asText() + '/' + choice;
	}

	private static boolean wholeToolCalls(ObjectNode answer, int choice, ObjectNode message) {
		boolean changed = false;
		int number = 0;
		for (JsonNode item : message.path("tool_calls")) {
			if (!(item instanceof ObjectNode call)) {
				throw StreamedToolCall.malformed();
			}
			if (Json.textOrEmpty(call, "id").isEmpty()) {
				call.put("id", StreamedToolCalls.inventedId(seed(answer, choice), number));
				changed = true;
			}
			if (!Json.has(call, "type")) {
				call.put("type", "function");
				changed = true;
			}
			changed |= wholeArguments(call);
			number++;
		}
		return changed;
	}

	private static boolean wholeArguments(ObjectNode call) {
		return call.get("function") instanceof ObjectNode function && wholeText(function);
	}

	private static boolean wholeText(ObjectNode function) {
		String given = function.path("arguments").textValue();
		String text = ToolArguments.of(function.get("arguments"));
		if (text.equals(given)) {
			return false;
		}
		function.put("arguments", text);
		return true;
	}

	/** OpenAI's older form of a tool call, of which a choice has at most one. */
	private boolean functionCall(ObjectNode choice, int index, ObjectNode said) {
		boolean changed = false;
		if (said.get("function_call") instanceof ObjectNode function) {
			changed = this.streamed ? olderFragment(index, function) : wholeText(function);
		}
		ArgumentStream call = this.olderCalls.get(index);
		String rest = (call != null && OpenAiFinishReasons.of(choice) != null) ? call.end() : "";
		if (!rest.isEmpty()) {
			ObjectNode function = said.withObjectProperty("function_call");
			function.put("arguments", Json.textOrEmpty(function, "arguments") + rest);
			changed = true;
		}
		return changed;
	}

	private boolean olderFragment(int index, ObjectNode function) {
		ArgumentStream call = this.olderCalls.computeIfAbsent(index, i -> new ArgumentStream());
		String given = function.path("arguments").textValue();
		String fragment = (given != null || !Json.has(function, "arguments")) ? Json.textOrEmpty(function, "arguments")
				: ToolArguments.of(function.get("arguments"));
		String passedOn = call.more(fragment);
		if (passedOn.equals(given)) {
			return false;
		}
		function.put("arguments", passedOn);
		return true;
	}

	/** The end of a choice releases the calls that were held back. */
	private boolean streamedToolCalls(ObjectNode answer, ObjectNode choice, ObjectNode delta) {
		int index = choice.get("index").intValue();
		boolean changed = false;
		StreamedToolCalls calls = this.calls.get(index);
		if (delta.get("tool_calls") instanceof ArrayNode items && !items.isEmpty()) {
			calls = this.calls.computeIfAbsent(index, i -> new StreamedToolCalls(seed(answer, i), this.offered));
			rememberHead(answer);
			changed = calls.take(items);
		}
		if (calls != null && !Json.textOrEmpty(choice, "finish_reason").isEmpty() && calls.holdsBack()) {
			calls.end(delta.withArrayProperty("tool_calls"));
			changed = true;
		}
		if (changed && delta.path("tool_calls").isEmpty()) {
			delta.remove("tool_calls");
		}
		return changed;
	}

	/**
	 * Returns a chunk with the tool calls that are still held back when a stream ends
	 * without the ends of its choices; null when there are none.
	 */
	@Nullable ObjectNode heldBack() {
		ObjectNode head = this.head;
		if (head == null || this.calls.values().stream().noneMatch(StreamedToolCalls::holdsBack)) {
			return null;
		}
		ArrayNode choices = head.putArray("choices");
		this.calls.forEach((index, calls) -> {
			if (calls.holdsBack()) {
				ObjectNode choice = choices.addObject().put("index", index);
				calls.end(choice.putObject("delta").putArray("tool_calls"));
				choice.putNull("finish_reason");
			}
		});
		return head;
	}

	/** Remembers what all chunks of a stream have in common. */
	private void rememberHead(ObjectNode chunk) {
		if (this.head == null) {
			this.head = chunk.objectNode();
			for (String field : HEAD) {
				if (chunk.has(field)) {
					this.head.set(field, chunk.get(field));
				}
			}
		}
	}

	private boolean finishReason(ObjectNode choice) {
		String given = Json.text(choice, "finish_reason");
		if (given == null) {
			return false;
		}
		if (given.isBlank()) {
			choice.putNull("finish_reason");
			return true;
		}
		if (!(OpenAiFinishReasons.of(choice) instanceof EndReason.Finished(ChatEvent.FinishReason reason))
				|| reason.wireName().equals(given)) {
			// A failure is not passed on.
			return false;
		}
		choice.put("finish_reason", reason.wireName());
		return true;
	}

}
