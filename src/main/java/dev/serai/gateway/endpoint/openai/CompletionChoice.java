package dev.serai.gateway.endpoint.openai;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import org.jspecify.annotations.Nullable;

/** Writes a choice of a completion, in an answer or a chunk. */
final class CompletionChoice {

	private CompletionChoice() {
	}

	/**
	 * @param reason null while the choice goes on
	 */
	static void write(JsonGenerator json, int index, String text, @Nullable FinishReason reason) throws IOException {
		json.writeStartObject();
		json.writeStringField("text", text);
		json.writeNumberField("index", index);
		json.writeNullField("logprobs");
		json.writeStringField("finish_reason", (reason != null) ? reason.wireName() : null);
		json.writeEndObject();
	}

}
