package dev.serai.gateway.provider.openai;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;

/** Writes the messages of a request that came in another format. */
final class MessageWriter {

	private final JsonGenerator json;

	MessageWriter(JsonGenerator json) {
		this.json = json;
	}

	void write(Message message) throws IOException {
		this.json.writeStartObject();
		switch (message) {
			case Message.System system -> role("system", system.parts());
			case Message.User user -> {
				role("user", user.parts());
				if (user.name() != null) {
					this.json.writeStringField("name", user.name());
				}
			}
			case Message.ToolResult result -> {
				role("tool", result.parts());
				this.json.writeStringField("tool_call_id", result.callId());
			}
			case Message.Assistant assistant -> assistant(assistant);
		}
		this.json.writeEndObject();
	}

	private void assistant(Message.Assistant assistant) throws IOException {
		role("assistant", assistant.parts());
		// Signatures and encrypted blocks are useful only to their own provider.
		String reasoning = assistant.reasoning()
			.stream()
			.map(ReasoningBlock::text)
			.filter(text -> text != null)
			.collect(Collectors.joining("\n\n"));
		if (!reasoning.isEmpty()) {
			this.json.writeStringField("reasoning_content", reasoning);
		}
		if (!assistant.toolCalls().isEmpty()) {
			this.json.writeArrayFieldStart("tool_calls");
			for (ToolCall call : assistant.toolCalls()) {
				toolCall(call);
			}
			this.json.writeEndArray();
		}
	}

	private void toolCall(ToolCall call) throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("id", call.id());
		this.json.writeStringField("type", "function");
		this.json.writeObjectFieldStart("function");
		this.json.writeStringField("name", call.name());
		this.json.writeStringField("arguments", call.arguments());
		this.json.writeEndObject();
		if (call.signature() != null) {
			this.json.writeObjectFieldStart("extra_content");
			this.json.writeObjectFieldStart("google");
			this.json.writeStringField("thought_signature", call.signature());
			this.json.writeEndObject();
			this.json.writeEndObject();
		}
		this.json.writeEndObject();
	}

	/**
	 * A single text is written as a string, because not every server of this API accepts
	 * lists.
	 */
	private void role(String role, List<Part> parts) throws IOException {
		this.json.writeStringField("role", role);
		if (parts.isEmpty()) {
			this.json.writeNullField("content");
		}
		else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text && text.cacheControl() == null) {
			this.json.writeStringField("content", text.text());
		}
		else {
			this.json.writeArrayFieldStart("content");
			for (Part part : parts) {
				part(part);
			}
			this.json.writeEndArray();
		}
	}

	private void part(Part part) throws IOException {
		this.json.writeStartObject();
		switch (part) {
			case Part.Text text -> text(text);
			case Part.Image image -> image(image);
			case Part.Document document -> document(document);
			case Part.Audio audio -> {
				type("input_audio");
				this.json.writeObjectFieldStart("input_audio");
				this.json.writeStringField("data", audio.base64());
				this.json.writeStringField("format", audio.format());
				this.json.writeEndObject();
			}
			case Part.Refusal refusal -> {
				type("refusal");
				this.json.writeStringField("refusal", refusal.text());
			}
		}
		this.json.writeEndObject();
	}

	private void text(Part.Text text) throws IOException {
		type("text");
		this.json.writeStringField("text", text.text());
		if (text.cacheControl() != null) {
			this.json.writeFieldName("cache_control");
			this.json.writeTree(text.cacheControl());
		}
	}

	private void image(Part.Image image) throws IOException {
		type("image_url");
		this.json.writeObjectFieldStart("image_url");
		this.json.writeStringField("url", url(image.source()));
		if (image.detail() != null) {
			this.json.writeStringField("detail", image.detail());
		}
		this.json.writeEndObject();
	}

	private void document(Part.Document document) throws IOException {
		type("file");
		this.json.writeObjectFieldStart("file");
		if (document.source() instanceof Source.FileId file) {
			this.json.writeStringField("file_id", file.id());
		}
		else {
			this.json.writeStringField("file_data", url(document.source()));
		}
		if (document.filename() != null) {
			this.json.writeStringField("filename", document.filename());
		}
		this.json.writeEndObject();
	}

	private void type(String type) throws IOException {
		this.json.writeStringField("type", type);
	}

	private static String url(Source source) {
		return switch (source) {
			case Source.Url url -> url.url();
			case Source.Data data -> "data:" + data.mediaType() + ";base64," + data.base64();
			case Source.FileId file ->
				throw new IllegalArgumentException("No image is said by the file id " + file.id());
		};
	}

}
