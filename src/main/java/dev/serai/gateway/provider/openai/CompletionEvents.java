package dev.serai.gateway.provider.openai;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.EndReason;
import org.jspecify.annotations.Nullable;

/** Reads the events of a completion or of its chunks. One per answer. */
final class CompletionEvents {

	private boolean started;

	private final Set<Integer> seen = new TreeSet<>();

	private final Set<Integer> finished = new TreeSet<>();

	private @Nullable ProviderFailure failure;

	/** Returns whether there was at least one choice, and all choices have ended. */
	boolean complete() {
		return !this.seen.isEmpty() && this.finished.containsAll(this.seen);
	}

	boolean anyChoice() {
		return !this.seen.isEmpty();
	}

	/** Returns the choices without a finish reason. */
	Set<Integer> unfinished() {
		Set<Integer> rest = new TreeSet<>(this.seen);
		rest.removeAll(this.finished);
		return rest;
	}

	/** Returns why the provider could not go on; null when it could. */
	@Nullable ProviderFailure failure() {
		return this.failure;
	}

	/**
	 * Reads everything except usage.
	 * @param into receives the events
	 */
	void read(ObjectNode answer, List<ChatEvent> into) {
		JsonNode choices = answer.path("choices");
		if (!this.started && !choices.isEmpty()) {
			this.started = true;
			into.add(new ChatEvent.Started(Json.textOrEmpty(answer, "id"), Json.textOrEmpty(answer, "model")));
		}
		int position = 0;
		for (JsonNode choice : choices) {
			int index = choice.path("index").asInt(position++);
			this.seen.add(index);
			String text = Json.textOrEmpty(choice, "text");
			if (!text.isEmpty()) {
				into.add(new ChatEvent.Text(index, text));
			}
			EndReason end = OpenAiFinishReasons.of(choice);
			if (end instanceof EndReason.Failed failed && this.failure == null) {
				this.failure = failed.failure();
			}
			else if (end instanceof EndReason.Finished(ChatEvent.FinishReason reason) && this.finished.add(index)) {
				into.add(new ChatEvent.Finished(index, reason));
			}
		}
	}

}
