package dev.serai.gateway.endpoint.openai;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A block of reasoning, or a part of it, as an item of {@code reasoning_details}. The
 * format is OpenRouter's; {@link MessageReader} reads it in the next turn.
 */
final class ReasoningParts {

	private final int block;

	private final StringBuilder text = new StringBuilder();

	private @Nullable String signature;

	private @Nullable String data;

	private @Nullable String format;

	ReasoningParts(int block) {
		this.block = block;
	}

	ReasoningParts text(String more) {
		this.text.append(more);
		return this;
	}

	ReasoningParts sign(String with, @Nullable String whose) {
		this.signature = with;
		this.format = whose;
		return this;
	}

	ReasoningParts encrypted(String whole, @Nullable String whose) {
		this.data = whole;
		this.format = whose;
		return this;
	}

	int block() {
		return this.block;
	}

	String text() {
		return this.text.toString();
	}

	/** Returns whether the next turn needs more of it than its text. */
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
			// A signature of null is written explicitly: it marks the end of the block.
			json.writeStringField("signature", this.signature);
		}
		if (this.format != null) {
			json.writeStringField("format", this.format);
		}
		json.writeNumberField("index", this.block);
		json.writeEndObject();
	}

}
