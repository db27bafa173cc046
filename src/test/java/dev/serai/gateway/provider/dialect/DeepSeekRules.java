package dev.serai.gateway.provider.dialect;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What DeepSeek refuses. */
final class DeepSeekRules {

	private static final String BAD_BODY = "Failed to deserialize the JSON body into the target type: ";

	private DeepSeekRules() {
	}

	static void check(Asked asked, Issued issued) {
		for (int i = 0; i < asked.messages().size(); i++) {
			message(asked.messages().get(i), i);
		}
		OpenAiRules.pairing(asked.messages());
		boolean thinks = asked.isModel("deepseek-v4.*|deepseek-reasoner")
				&& !asked.body().path("thinking").path("type").asText("").equals("disabled");
		if (thinks) {
			thinking(asked);
		}
		String format = asked.body().path("response_format").path("type").asText("text");
		// litellm#31466, inspect_ai#4916
		if (format.equals("json_schema")) {
			throw Refused.deepseek("This response_format type is unavailable now");
		}
		if (format.equals("json_object") && !asked.says("json")) {
			throw Refused.deepseek("Prompt must contain the word 'json' in some form to use 'response_format' of type "
					+ "'json_object'.");
		}
		if (asked.body().path("tools").size() > 128) {
			throw Refused.deepseek("Invalid 'tools': array too long. Expected an array with maximum length 128.");
		}
		for (JsonNode tool : asked.body().path("tools")) {
			JsonNode type = tool.path("function").path("parameters").path("type");
			// kilocode#12237, cc-switch#5048, OmniRoute#6359, spring-ai-alibaba#4937
			if (!type.asText("").equals("object")) {
				throw Refused.deepseek("Invalid schema for function '" + tool.path("function").path("name").asText()
						+ "': schema must be a JSON Schema of 'type: \"object\"', got 'type: "
						+ (type.isTextual() ? "\"" + type.asText() + "\"" : "null") + "'.");
			}
		}
		if (asked.isModel("deepseek-reasoner") && (asked.sets("logprobs") || asked.sets("top_logprobs"))) {
			throw Refused.deepseek("deepseek-reasoner does not support logprobs");
		}
	}

	private static void message(JsonNode message, int index) {
		String role = message.path("role").asText("");
		// pi#1048, theia#15144, llmgateway#3462
		if (!Set.of("system", "user", "assistant", "tool", "latest_reminder").contains(role)) {
			throw Refused.deepseek(BAD_BODY + "messages[" + index + "].role: unknown variant `" + role
					+ "`, expected one of `system`, `user`, `assistant`, `tool`, `latest_reminder` at line 1 column 58");
		}
		JsonNode content = message.path("content");
		for (JsonNode part : content) {
			String type = part.path("type").asText("");
			if (!type.equals("text")) {
				throw Refused.deepseek(BAD_BODY + "messages[" + index + "]: unknown variant `" + type
						+ "`, expected `text` at line 1 column 60");
			}
		}
		// qwen-code#2320
		if (content.isArray()) {
			throw Refused.deepseek(BAD_BODY + "messages[" + index
					+ "]: invalid type: sequence, expected a string at line 1 column 60");
		}
		if (!content.isTextual() && message.path("tool_calls").isEmpty()) {
			throw Refused.deepseek("Invalid assistant message: content or tool_calls must be set");
		}
	}

	private static void thinking(Asked asked) {
		JsonNode choice = asked.body().path("tool_choice");
		// litellm#37470, DeepSeek-V3#1376
		if (choice.isObject() || choice.asText("").equals("required")) {
			throw Refused.deepseek("Thinking mode does not support this tool_choice");
		}
		if (!asked.hasTools()) {
			return;
		}
		// litellm#26395, continue#11285, openclaw#73417, hermes#15354, kimi-cli#2141
		for (JsonNode message : asked.messages()) {
			if (message.path("role").asText("").equals("assistant") && !message.path("reasoning_content").isTextual()) {
				throw Refused.deepseek("The `reasoning_content` in the thinking mode must be passed back to the API.");
			}
		}
	}

}
