package dev.serai.gateway.provider.openai;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of an answer or a chunk that {@link AnswerForm} has normalised. One
 * per answer.
 */
final class AnswerEvents {

	private final AnswerForm form;

	private final String field;

	private boolean started;

	private final Map<Integer, Integer> calls = new HashMap<>();

	private final Set<Integer> seen = new HashSet<>();

	private final Set<Integer> finished = new HashSet<>();

	private @Nullable ProviderFailure failure;

	/**
	 * @param form what normalises the answer
	 */
	AnswerEvents(AnswerForm form, boolean streamed) {
		this.form = form;
		this.field = streamed ? "delta" : "message";
	}

	/** Returns whether there was at least one choice, and all choices have ended. */
	boolean complete() {
		return !this.seen.isEmpty() && this.finished.containsAll(this.seen);
	}

	/** Returns why the provider could not go on; null when it could. */
	@Nullable ProviderFailure failure() {
		return this.failure;
	}

	/** Returns whether there was content of the choice. */
	boolean hasSeen(int choice) {
		return this.seen.contains(choice);
	}

	boolean anyChoice() {
		return !this.seen.isEmpty();
	}

	/**
	 * Reads everything except usage.
	 * @param into receives the events
	 */
	void read(ObjectNode answer, List<ChatEvent> into) {
		// Azure's first chunk has neither choices nor an id.
		if (!this.started && !answer.path("choices").isEmpty()) {
			this.started = true;
			into.add(new ChatEvent.Started(Json.textOrEmpty(answer, "id"), Json.textOrEmpty(answer, "model")));
		}
		for (JsonNode choice : answer.path("choices")) {
			int index = choice.get("index").intValue();
			this.seen.add(index);
			said(index, choice.get(this.field), into);
			end(index, choice, into);
		}
	}

	private void said(int choice, JsonNode said, List<ChatEvent> into) {
		into.addAll(this.form.reasoning(choice));
		String text = Json.textOrEmpty(said, "content");
		if (!text.isEmpty()) {
			into.add(new ChatEvent.Text(choice, text));
		}
		String refusal = Json.textOrEmpty(said, "refusal");
		if (!refusal.isEmpty()) {
			into.add(new ChatEvent.Refusal(choice, refusal));
		}
		if (Json.has(said, "tool_calls")) {
			toolCalls(choice, said.get("tool_calls"), into);
		}
		other(choice, said, into);
	}

	private static void other(int choice, JsonNode said, List<ChatEvent> into) {
		JsonNode audio = said.path("audio");
		JsonNode function = said.path("function_call");
		JsonNode images = said.path("images");
		if (audio.isObject() || function.isObject() || !images.isEmpty()) {
			String text = Json.textOrEmpty(audio, "transcript") + Json.textOrEmpty(function, "name")
					+ Json.textOrEmpty(function, "arguments");
			into.add(new ChatEvent.OtherContent(choice, text, Json.textOrEmpty(audio, "data").length(), images.size()));
		}
	}

	private void toolCalls(int choice, JsonNode list, List<ChatEvent> into) {
		int position = 0;
		for (JsonNode call : list) {
			int index = this.field.equals("delta") ? call.path("index").intValue() : position++;
			JsonNode function = call.path("function");
			if (!function.isObject()) {
				into.add(new ChatEvent.OtherContent(choice, Json.text(call)));
				continue;
			}
			if (index >= this.calls.getOrDefault(choice, 0)) {
				this.calls.put(choice, index + 1);
				into.add(new ChatEvent.ToolCallStarted(choice, index, Json.textOrEmpty(call, "id"),
						Json.textOrEmpty(function, "name"), signature(call)));
			}
			String fragment = Json.textOrEmpty(function, "arguments");
			if (!fragment.isEmpty()) {
				into.add(new ChatEvent.ToolCallArguments(choice, index, fragment));
			}
		}
	}

	private static @Nullable String signature(JsonNode call) {
		return Json.text(call.path("extra_content").path("google"), "thought_signature");
	}

	private void end(int index, JsonNode choice, List<ChatEvent> into) {
		if (Json.has(choice, "error") && ErrorReader.isError((ObjectNode) choice)) {
			fail(ErrorReader.inAnswer((ObjectNode) choice));
			return;
		}
		EndReason end = OpenAiFinishReasons.of(choice);
		if (end instanceof EndReason.Failed failed) {
			fail(failed.failure());
		}
		else if (end instanceof EndReason.Finished(ChatEvent.FinishReason reason) && this.finished.add(index)) {
			into.add(new ChatEvent.Finished(index, reason));
		}
	}

	/** If one choice fails, the whole answer is unusable. */
	private void fail(ProviderFailure why) {
		if (this.failure == null) {
			this.failure = why;
		}
	}

}
