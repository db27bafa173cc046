package dev.serai.gateway.endpoint.openai;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.operation.chat.ChatEvent;

/**
 * Writes the first fields of a tool call. A signature is written where Google's own
 * OpenAI-compatible API has it, so that clients that know it send it back.
 */
final class ToolCallJson {

	private ToolCallJson() {
	}

	static void begin(JsonGenerator json, ChatEvent.ToolCallStarted call, String arguments) throws IOException {
		json.writeStringField("id", call.id());
		json.writeStringField("type", "function");
		json.writeObjectFieldStart("function");
		json.writeStringField("name", call.name());
		json.writeStringField("arguments", arguments);
		json.writeEndObject();
		if (call.signature() != null) {
			json.writeObjectFieldStart("extra_content");
			json.writeObjectFieldStart("google");
			json.writeStringField("thought_signature", call.signature());
			json.writeEndObject();
			json.writeEndObject();
		}
	}

}
