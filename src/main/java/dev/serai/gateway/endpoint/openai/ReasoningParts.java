package dev.serai.gateway.endpoint.openai;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One block of reasoning, or what came of it at once, as an item of
 * {@code reasoning_details}. The form is OpenRouter's; {@link MessageReader} takes it
 * back in the next turn.
 */
final class ReasoningParts {

	private final int block;

	private final StringBuilder text = new StringBuilder();

	private @Nullable String signature;

	private @Nullable String data;

	ReasoningParts(int block) {
		this.block = block;
	}

	ReasoningParts text(String more) {
		this.text.append(more);
		return this;
	}

	ReasoningParts sign(String with) {
		this.signature = with;
		return this;
	}

	ReasoningParts encrypted(String whole) {
		this.data = whole;
		return this;
	}

	int block() {
		return this.block;
	}

	String text() {
		return this.text.toString();
	}

	/** Whether the next turn needs more of it than its text. */
	boolean mustComeBack() {
		return this.signature != null || this.data != null;
	}

	void write(JsonGenerator json) throws IOException {
		json.writeStartObject();
		if (this.data != null) {
			json.writeStringField("type", "reasoning.encrypted");
			json.writeStringField("data", this.data);
		}
		else {
			json.writeStringField("type", "reasoning.text");
			json.writeStringField("text", this.text.toString());
			// Said to be none where it is: then it is certain that the block has ended.
			json.writeStringField("signature", this.signature);
		}
		json.writeNumberField("index", this.block);
		json.writeEndObject();
	}

}
