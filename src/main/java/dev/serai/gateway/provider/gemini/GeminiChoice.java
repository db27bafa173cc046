package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.chat.ToolArguments;
import dev.serai.gateway.provider.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * One choice (candidate) while it arrives. Numbers its tool calls and reasoning blocks
 * over all chunks. A thought signature on a text, in the last part of an answer, becomes
 * a separate block of reasoning without text.
 */
final class GeminiChoice {

	private final int choice;

	private int calls;

	private int blocks;

	private boolean inBlock;

	private String finishReason = "";

	GeminiChoice(int choice) {
		this.choice = choice;
	}

	void read(JsonNode candidate, List<ChatEvent> events) {
		for (JsonNode part : candidate.path("content").path("parts")) {
			read(part, part.path("thoughtSignature").asText(""), events);
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
			events.add(other(part));
		}
	}

	private ChatEvent other(JsonNode part) {
		JsonNode medium = part.path("inlineData");
		if (!medium.isObject()) {
			return new ChatEvent.OtherContent(this.choice, part.path("executableCode").path("code").asText(""));
		}
		boolean image = medium.path("mimeType").asText("").startsWith("image/");
		return new ChatEvent.OtherContent(this.choice, "", image ? 0 : medium.path("data").asText("").length(),
				image ? 1 : 0);
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
			events
				.add(new ChatEvent.ReasoningSignature(this.choice, block, signature, GeminiContents.REASONING_FORMAT));
			this.inBlock = false;
		}
	}

	private void call(JsonNode call, String signature, List<ChatEvent> events) {
		this.inBlock = false;
		int index = this.calls++;
		String id = call.path("id").asText("");
		events.add(new ChatEvent.ToolCallStarted(this.choice, index, id.isEmpty() ? newId() : id,
				call.path("name").asText(""), signature.isEmpty() ? null : signature));
		events.add(new ChatEvent.ToolCallArguments(this.choice, index, ToolArguments.of(call.path("args"))));
	}

	/** Gemini sends most calls without an id, which callers need. */
	private static String newId() {
		return "call_" + UUID.randomUUID().toString().replace("-", "");
	}

	/**
	 * Returns the failure that its finish reason stands for; null when it stands for
	 * none.
	 */
	@Nullable ProviderFailure failure() {
		return (!this.finishReason.isBlank()
				&& GeminiFinishReasons.TABLE.of(this.finishReason) instanceof EndReason.Failed failed)
						? failed.failure() : null;
	}

	/**
	 * Returns how it ended.
	 * @param cut the kind of failure of an answer without an end
	 */
	ChatEvent end(Kind cut) {
		if (this.finishReason.isBlank()) {
			return new ChatEvent.Failed(ProviderFailure.of(cut, "Gemini's answer ended without a finish reason"));
		}
		return switch (GeminiFinishReasons.TABLE.of(this.finishReason)) {
			case EndReason.Finished(FinishReason reason) -> new ChatEvent.Finished(this.choice,
					(reason == FinishReason.STOP && this.calls > 0) ? FinishReason.TOOL_CALLS : reason);
			case EndReason.Failed failed -> new ChatEvent.Failed(failed.failure());
		};
	}

}
