package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed completion, {@code text_completion}. The format has only text, so
 * reasoning is left out. One per answer, not thread-safe.
 */
final class CompletionStreamWriter extends ChunkWriter {

	CompletionStreamWriter(String id, long createdEpochSeconds, String model, boolean includeUsage) {
		super("text_completion", id, createdEpochSeconds, model, includeUsage);
	}

	@Override
	void write(ChatEvent event, ByteArrayOutputStream frames) throws IOException {
		switch (event) {
			case ChatEvent.Text(int choice, String text) -> chunk(frames, choice, text, null);
			case ChatEvent.Refusal(int choice, String text) -> chunk(frames, choice, text, null);
			case ChatEvent.Finished(int choice, ChatEvent.FinishReason reason) -> chunk(frames, choice, "", reason);
			default -> {
			}
		}
	}

	private void chunk(ByteArrayOutputStream frames, int choice, String text, ChatEvent.@Nullable FinishReason reason)
			throws IOException {
		frames.writeBytes(this.head);
		try (JsonGenerator json = JSON.createGenerator(frames)) {
			CompletionChoice.write(json, choice, text, reason);
		}
		frames.writeBytes(this.tail);
	}

}
