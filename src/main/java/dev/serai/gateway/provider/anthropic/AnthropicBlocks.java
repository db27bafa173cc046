package dev.serai.gateway.provider.anthropic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.operation.chat.ToolArguments;
import org.jspecify.annotations.Nullable;

/** Writes content blocks. */
final class AnthropicBlocks {

	static final String PLAIN_TEXT = "text/plain";

	private static final Pattern FOREIGN_IN_ID = Pattern.compile("[^a-zA-Z0-9_-]");

	private final JsonGenerator json;

	AnthropicBlocks(JsonGenerator json) {
		this.json = json;
	}

	/** Writes the blocks of a message, in the order that Anthropic requires. */
	void message(Message message) throws IOException {
		switch (message) {
			case Message.System system -> parts(system.parts());
			case Message.User user -> parts(user.parts());
			case Message.ToolResult result -> toolResult(result);
			case Message.Assistant assistant -> {
				for (ReasoningBlock block : assistant.reasoning()) {
					if (AnthropicTurns.isSayable(block)) {
						reasoning(block);
					}
				}
				parts(assistant.parts());
				for (ToolCall call : assistant.toolCalls()) {
					toolCall(call);
				}
			}
		}
	}

	void parts(List<Part> parts) throws IOException {
		for (Part part : parts) {
			if (AnthropicTurns.isSayable(part)) {
				part(part);
			}
		}
	}

	private void part(Part part) throws IOException {
		switch (part) {
			case Part.Text text -> text(text.text(), text.cacheControl());
			case Part.Refusal refusal -> text(refusal.text(), null);
			case Part.Image image -> {
				start("image");
				imageSource(image.source());
				this.json.writeEndObject();
			}
			case Part.Document document -> {
				start("document");
				documentSource(document.source());
				if (document.filename() != null && !document.filename().isBlank()) {
					this.json.writeStringField("title", document.filename());
				}
				this.json.writeEndObject();
			}
			case Part.Audio audio -> throw new IllegalArgumentException("Anthropic takes no audio");
		}
	}

	private void text(String text, @Nullable JsonNode cacheControl) throws IOException {
		start("text");
		this.json.writeStringField("text", text);
		if (cacheControl != null && !cacheControl.isNull()) {
			this.json.writeFieldName("cache_control");
			this.json.writeTree(cacheControl);
		}
		this.json.writeEndObject();
	}

	private void imageSource(Source source) throws IOException {
		if (source instanceof Source.Data data) {
			base64(imageType(data), data.base64());
		}
		else {
			reference(source);
		}
	}

	private void documentSource(Source source) throws IOException {
		if (!(source instanceof Source.Data data)) {
			reference(source);
		}
		else if (mediaType(data).equals(PLAIN_TEXT)) {
			startSource("text");
			this.json.writeStringField("media_type", PLAIN_TEXT);
			this.json.writeStringField("data",
					new String(Base64.getDecoder().decode(data.base64()), StandardCharsets.UTF_8));
			this.json.writeEndObject();
		}
		else {
			base64(mediaType(data), data.base64());
		}
	}

	private void base64(String mediaType, String base64) throws IOException {
		startSource("base64");
		this.json.writeStringField("media_type", mediaType);
		this.json.writeStringField("data", base64);
		this.json.writeEndObject();
	}

	private void reference(Source source) throws IOException {
		switch (source) {
			case Source.Url url -> {
				startSource("url");
				this.json.writeStringField("url", url.url());
			}
			case Source.FileId file -> {
				startSource("file");
				this.json.writeStringField("file_id", file.id());
			}
			case Source.Data data -> throw new IllegalArgumentException("not a reference");
		}
		this.json.writeEndObject();
	}

	private void reasoning(ReasoningBlock block) throws IOException {
		if (block.encrypted() != null) {
			start("redacted_thinking");
			this.json.writeStringField("data", block.encrypted());
			this.json.writeEndObject();
		}
		else {
			start("thinking");
			this.json.writeStringField("thinking", (block.text() != null) ? block.text() : "");
			this.json.writeStringField("signature", block.signature());
			this.json.writeEndObject();
		}
	}

	private void toolCall(ToolCall call) throws IOException {
		start("tool_use");
		this.json.writeStringField("id", id(call.id()));
		this.json.writeStringField("name", call.name());
		String arguments = ToolArguments.orNone(call.arguments());
		if (AnthropicJson.isObject(arguments)) {
			this.json.writeFieldName("input");
			// The model's own text, so that numbers keep all digits.
			this.json.writeRawValue(arguments);
		}
		else {
			// An answer that was cut off. Anthropic requires an object.
			this.json.writeObjectFieldStart("input");
			this.json.writeStringField(ToolArguments.UNREADABLE, arguments);
			this.json.writeEndObject();
		}
		this.json.writeEndObject();
	}

	private void toolResult(Message.ToolResult result) throws IOException {
		start("tool_result");
		this.json.writeStringField("tool_use_id", id(result.callId()));
		this.json.writeArrayFieldStart("content");
		parts(result.parts());
		this.json.writeEndArray();
		this.json.writeEndObject();
	}

	/**
	 * Returns an id that Anthropic accepts. Other characters in ids of other providers
	 * are escaped, so that different ids stay different.
	 */
	private static String id(String id) {
		return FOREIGN_IN_ID.matcher(id).replaceAll(foreign -> "_x" + Integer.toHexString(foreign.group().charAt(0)));
	}

	/** Returns an image's registered media type. */
	static String imageType(Source.Data data) {
		String type = mediaType(data);
		return type.equals("image/jpg") ? "image/jpeg" : type;
	}

	/** Returns a media type without its parameters. */
	static String mediaType(Source.Data data) {
		return data.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
	}

	private void start(String type) throws IOException {
		this.json.writeStartObject();
		this.json.writeStringField("type", type);
	}

	private void startSource(String type) throws IOException {
		this.json.writeObjectFieldStart("source");
		this.json.writeStringField("type", type);
	}

}
