package dev.serai.provider.gemini;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import dev.serai.call.chat.ChatEvent;
import dev.serai.call.chat.ChatEvent.FinishReason;

/**
 * One answer (candidate) as it comes. Numbers its calls and its blocks of reasoning over
 * all chunks. A signature of thinking that comes with a text, as the last part of an
 * answer, is a block of reasoning of its own without text.
 */
final class GeminiChoice {

	private final int choice;

	private int calls;

	private int blocks;

	private boolean inBlock;

	private boolean saidSomething;

	private String finishReason = "";

	GeminiChoice(int choice) {
		this.choice = choice;
	}

	void read(JsonNode candidate, List<ChatEvent> events) {
		for (JsonNode part : candidate.path("content").path("parts")) {
			int before = events.size();
			read(part, part.path("thoughtSignature").asText(""), events);
			this.saidSomething |= events.subList(before, events.size()).stream().anyMatch(ChatEvent::isContent);
		}
		String reason = candidate.path("finishReason").asText("");
		if (!reason.isEmpty()) {
			this.finishReason = reason;
		}
	}

	private void read(JsonNode part, String signature, List<ChatEvent> events) {
		if (part.path("thought").asBoolean() && part.has("text")) {
			thought(part.path("text").asText(""), signature, events);
		}
		else if (part.has("functionCall")) {
			call(part.path("functionCall"), signature, events);
		}
		else if (part.has("text") || isSignatureAlone(part)) {
			text(part.path("text").asText(""), signature, events);
		}
		else if (!part.isEmpty()) {
			this.inBlock = false;
			events.add(new ChatEvent.OtherContent(this.choice));
		}
	}

	private static boolean isSignatureAlone(JsonNode part) {
		return part.size() == 1 && part.has("thoughtSignature");
	}

	private void thought(String text, String signature, List<ChatEvent> events) {
		if (text.isEmpty() && signature.isEmpty()) {
			return;
		}
		int block = block();
		if (!text.isEmpty()) {
			events.add(new ChatEvent.ReasoningText(this.choice, block, text));
		}
		sign(block, signature, events);
	}

	private void text(String text, String signature, List<ChatEvent> events) {
		if (!text.isEmpty()) {
			this.inBlock = false;
			events.add(new ChatEvent.Text(this.choice, text));
		}
		if (!signature.isEmpty()) {
			this.inBlock = false;
			sign(block(), signature, events);
		}
	}

	private int block() {
		if (!this.inBlock) {
			this.inBlock = true;
			this.blocks++;
		}
		return this.blocks - 1;
	}

	private void sign(int block, String signature, List<ChatEvent> events) {
		if (!signature.isEmpty()) {
			events.add(new ChatEvent.ReasoningSignature(this.choice, block, signature));
			this.inBlock = false;
		}
	}

	private void call(JsonNode call, String signature, List<ChatEvent> events) {
		this.inBlock = false;
		int index = this.calls++;
		String id = call.path("id").asText("");
		events.add(new ChatEvent.ToolCallStarted(this.choice, index, id.isEmpty() ? newId() : id,
				call.path("name").asText(""), signature.isEmpty() ? null : signature));
		JsonNode arguments = call.path("args");
		events.add(new ChatEvent.ToolCallArguments(this.choice, index,
				arguments.isObject() ? GeminiJson.text(arguments) : "{}"));
	}

	/** Gemini gives most calls no id, and callers must have one. */
	private static String newId() {
		return "call_" + UUID.randomUUID().toString().replace("-", "");
	}

	/**
	 * How it ended.
	 * @param cut the kind of failure that an answer without an end is
	 */
	ChatEvent end(Kind cut) {
		return switch (this.finishReason) {
			case "" -> failed(cut, "Gemini's answer ended without a finish reason");
			case "STOP" -> finished((this.calls > 0) ? FinishReason.TOOL_CALLS : FinishReason.STOP);
			case "MAX_TOKENS" -> finished(FinishReason.LENGTH);
			case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR",
					"IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
				finished(FinishReason.CONTENT_FILTER);
			// The calls were understood, but are to no tool or too many: the caller sees.
			case "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
				(this.calls > 0) ? finished(FinishReason.TOOL_CALLS) : unusable();
			case "MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE" -> unusable();
			// A reason that Gemini does not tell, or a new one: the answer is not whole.
			default -> this.saidSomething ? finished(FinishReason.CONTENT_FILTER) : unusable();
		};
	}

	private ChatEvent finished(FinishReason reason) {
		return new ChatEvent.Finished(this.choice, reason);
	}

	private ChatEvent unusable() {
		return failed(Kind.MALFORMED, "Gemini gave no usable answer: " + this.finishReason);
	}

	private static ChatEvent failed(Kind kind, String message) {
		return new ChatEvent.Failed(ProviderFailure.of(kind, message));
	}

}
