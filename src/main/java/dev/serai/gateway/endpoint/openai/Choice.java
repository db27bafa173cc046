package dev.serai.gateway.endpoint.openai;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import org.jspecify.annotations.Nullable;

/** One choice of a whole answer, collected from events. */
final class Choice {

	private final StringBuilder text = new StringBuilder();

	private final StringBuilder refusal = new StringBuilder();

	private final Map<Integer, ReasoningParts> reasoning = new TreeMap<>();

	private final Map<Integer, Call> calls = new TreeMap<>();

	private @Nullable FinishReason reason;

	void text(String more) {
		this.text.append(more);
	}

	void refuse(String more) {
		this.refusal.append(more);
	}

	ReasoningParts reasoning(int block) {
		return this.reasoning.computeIfAbsent(block, ReasoningParts::new);
	}

	void begin(ChatEvent.ToolCallStarted call) {
		this.calls.put(call.index(), new Call(call, new StringBuilder()));
	}

	void arguments(int index, String fragment) {
		Call call = this.calls.get(index);
		if (call == null) {
			throw new IllegalArgumentException("Arguments of tool call " + index + ", which has not begun");
		}
		call.arguments.append(fragment);
	}

	void finish(FinishReason why) {
		this.reason = why;
	}

	void write(JsonGenerator json, int index) throws IOException {
		json.writeStartObject();
		json.writeNumberField("index", index);
		json.writeObjectFieldStart("message");
		json.writeStringField("role", "assistant");
		boolean silent = this.text.isEmpty() && (!this.calls.isEmpty() || !this.refusal.isEmpty());
		json.writeStringField("content", silent ? null : this.text.toString());
		json.writeStringField("refusal", this.refusal.isEmpty() ? null : this.refusal.toString());
		reasoning(json);
		if (!this.calls.isEmpty()) {
			json.writeArrayFieldStart("tool_calls");
			for (Call call : this.calls.values()) {
				call.write(json);
			}
			json.writeEndArray();
		}
		json.writeEndObject();
		json.writeNullField("logprobs");
		json.writeStringField("finish_reason", (this.reason == null) ? null : this.reason.wireName());
		json.writeEndObject();
	}

	/**
	 * Writes the plain text for all clients, and details where blocks must be sent back
	 * or kept apart.
	 */
	private void reasoning(JsonGenerator json) throws IOException {
		StringBuilder clear = new StringBuilder();
		this.reasoning.values().forEach(block -> clear.append(block.text()));
		if (!clear.isEmpty()) {
			json.writeStringField("reasoning_content", clear.toString());
		}
		if (this.reasoning.size() > 1 || this.reasoning.values().stream().anyMatch(ReasoningParts::mustComeBack)) {
			json.writeArrayFieldStart("reasoning_details");
			for (ReasoningParts block : this.reasoning.values()) {
				block.write(json);
			}
			json.writeEndArray();
		}
	}

	private record Call(ChatEvent.ToolCallStarted start, StringBuilder arguments) {

		void write(JsonGenerator json) throws IOException {
			json.writeStartObject();
			ToolCallJson.begin(json, this.start, this.arguments.isEmpty() ? "{}" : this.arguments.toString());
			json.writeEndObject();
		}

	}

}
