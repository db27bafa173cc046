package dev.serai.gateway.provider.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.UsageMerger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the GenerateContentResponses of one answer: a single one, or one per chunk. It
 * finishes the choices only at the end, because only then it is known whether STOP means
 * tool calls. One per answer, not thread-safe.
 */
final class GeminiAnswerReader {

	private final SortedMap<Integer, GeminiChoice> choices = new TreeMap<>();

	private boolean started;

	private boolean failed;

	private @Nullable String block;

	private final UsageMerger usage = new UsageMerger();

	/**
	 * Returns the events of a response or of an array of responses, without usage and
	 * ends.
	 */
	List<ChatEvent> read(JsonNode answer) {
		List<ChatEvent> events = new ArrayList<>();
		for (JsonNode response : answer.isArray() ? answer : List.of(answer)) {
			if (!response.isObject()) {
				throw ProviderFailure.of(Kind.MALFORMED, "Gemini's answer is no JSON object");
			}
			if (!this.failed) {
				response(response, events);
			}
		}
		return events;
	}

	private void response(JsonNode response, List<ChatEvent> events) {
		this.usage.add(response.path("usageMetadata"));
		if (GeminiFailure.isError(response)) {
			this.failed = true;
			events.add(new ChatEvent.Failed(GeminiFailure.of(response).having(usage())));
			return;
		}
		if (!this.started) {
			this.started = true;
			events.add(new ChatEvent.Started(response.path("responseId").asText(""),
					response.path("modelVersion").asText("")));
		}
		JsonNode feedback = response.path("promptFeedback");
		if (feedback.has("blockReason")) {
			this.block = feedback.path("blockReasonMessage")
				.asText("Gemini blocked the prompt: " + feedback.path("blockReason").asText(""));
		}
		int position = 0;
		for (JsonNode candidate : response.path("candidates")) {
			int choice = candidate.path("index").asInt(position++);
			this.choices.computeIfAbsent(choice, GeminiChoice::new).read(candidate, events);
		}
	}

	/** Returns the total usage so far; null when Gemini has not reported it. */
	@Nullable Usage usage() {
		if (this.usage.isEmpty()) {
			return null;
		}
		Usage used = GeminiUsage.of(this.usage.figures());
		return this.usage.shrank() ? used.marked(UsageMark.SHRUNK) : used;
	}

	/** Returns the service tier; null when Gemini has not reported it. */
	@Nullable String tier() {
		return GeminiTiers.served(this.usage.figures());
	}

	/**
	 * Returns the failure that a choice's finish reason stands for; null when there is
	 * none.
	 */
	@Nullable ProviderFailure failure() {
		for (GeminiChoice choice : this.choices.values()) {
			ProviderFailure failure = choice.failure();
			if (failure != null) {
				return failure;
			}
		}
		return null;
	}

	/**
	 * Ends the answer.
	 * @param cut the kind of failure of an answer without an end
	 * @return the end of each choice, or the failure
	 */
	List<ChatEvent> end(Kind cut) {
		if (this.failed) {
			return List.of();
		}
		if (this.choices.isEmpty()) {
			return (this.block == null)
					? List.of(new ChatEvent.Failed(ProviderFailure.of(cut, "Gemini's answer holds no candidate")))
					: List.of(new ChatEvent.Refusal(0, this.block),
							new ChatEvent.Finished(0, ChatEvent.FinishReason.CONTENT_FILTER));
		}
		List<ChatEvent> ends = this.choices.values().stream().map(choice -> choice.end(cut)).toList();
		for (ChatEvent end : ends) {
			if (end instanceof ChatEvent.Failed(ProviderFailure failure)) {
				return List.of(new ChatEvent.Failed(failure.having(usage())));
			}
		}
		return ends;
	}

}
