package dev.serai.gateway.provider.dialect;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What Groq refuses. */
final class GroqRules {

	private static final Set<String> MESSAGE = Set.of("role", "content", "tool_calls", "tool_call_id", "function_call");

	private GroqRules() {
	}

	static void check(Asked asked, Issued issued) {
		parameters(asked);
		for (int i = 0; i < asked.messages().size(); i++) {
			message(asked, asked.messages().get(i), i);
		}
		OpenAiRules.pairing(asked.messages());
		tools(asked);
		format(asked);
		effort(asked);
	}

	private static void parameters(Asked asked) {
		// console.groq.com/docs/openai
		for (String name : List.of("logprobs", "logit_bias", "top_logprobs")) {
			if (asked.sets(name)) {
				throw unsupported(name);
			}
		}
		if (asked.body().path("n").asInt(1) != 1) {
			throw Refused.groq("'n' : number must be at most 1", "n");
		}
		// eigent#1827; store likewise
		for (String name : List.of("prompt_cache_key", "prompt_cache_retention", "store", "safety_identifier",
				"prediction", "verbosity")) {
			if (asked.sets(name)) {
				throw unsupported(name);
			}
		}
		// hass_local_openai#59
		if (asked.sets("metadata")) {
			throw Refused.groq("`metadata` is not supported with this model", "metadata");
		}
		// litellm#5839
		if (asked.body().has("function_call")) {
			throw unsupported("function_call");
		}
	}

	private static Refused unsupported(String name) {
		return Refused.groq("property '" + name + "' is unsupported", null);
	}

	private static Refused inMessage(int index, String role, String what) {
		return Refused.groq(
				"'messages." + index + "' : for 'role:" + role + "' the following must be satisfied[(" + what + ")]",
				null);
	}

	private static void message(Asked asked, JsonNode message, int index) {
		String role = message.path("role").asText("");
		String at = "'messages." + index;
		if (!Set.of("system", "user", "assistant", "tool").contains(role)) {
			throw Refused.groq(at + ".role' : discriminator property 'role' has invalid value", null);
		}
		for (String name : Asked.names(message)) {
			boolean reasoning = name.equals("reasoning") && role.equals("assistant");
			if (reasoning && !asked.isModel("gpt-oss.*|qwen3.*")) {
				// vercel/ai#8056, #8057
				throw inMessage(index, role, at + ".reasoning' : reasoning is not supported with this model");
			}
			// jan#8136, freellmapi#1070, AstrBot#5946
			if (!reasoning && !MESSAGE.contains(name)) {
				throw inMessage(index, role, at + "' : property '" + name + "' is unsupported");
			}
		}
		JsonNode content = message.path("content");
		// gptme#314, OpenHands#4643, livekit#1790; tool: cherry-studio#3307
		if (content.isArray() && !role.equals("user")) {
			throw inMessage(index, role, at + ".content' : value must be a string");
		}
		for (JsonNode part : content) {
			String type = part.path("type").asText("");
			if (!type.equals("text") && !(type.equals("image_url") && asked.isModel("llama-4.*"))) {
				throw inMessage(index, role, at + ".content' : content type '" + type + "' is not supported");
			}
			if (part.has("cache_control")) {
				throw inMessage(index, role, at + ".content' : property 'cache_control' is unsupported");
			}
		}
		for (JsonNode call : message.path("tool_calls")) {
			for (String name : Asked.names(call)) {
				if (!Set.of("id", "type", "function", "index").contains(name)) {
					throw inMessage(index, role, at + ".tool_calls.0' : property '" + name + "' is unsupported");
				}
			}
		}
	}

	private static void tools(Asked asked) {
		if (asked.body().path("tools").size() > 128) {
			throw Refused.groq("'tools' : maximum number of items is 128", "tools");
		}
		for (int i = 0; i < asked.body().path("tools").size(); i++) {
			JsonNode function = asked.body().path("tools").get(i).path("function");
			String at = "tool " + function.path("name").asText() + ", tools[" + i + "].function.parameters";
			// strix#1088, moltis#485
			for (SchemaScan.Place place : SchemaScan.of(function.path("parameters"))) {
				if (place.schema().has("required") && !place.schema().has("properties")) {
					throw Refused
						.groq("invalid JSON schema for " + at + ": 'required' present but 'properties' is missing", at);
				}
			}
		}
	}

	private static void format(Asked asked) {
		String type = asked.body().path("response_format").path("type").asText("text");
		if (type.startsWith("json") && asked.hasTools()) {
			throw Refused.groq("json mode cannot be combined with tool/function calling", "response_format");
		}
		JsonNode schema = asked.body().path("response_format").path("json_schema");
		for (SchemaScan.Place place : SchemaScan.of(schema.path("schema"))) {
			// beeai-framework#1215
			if (schema.path("strict").asBoolean()
					&& (place.schema().has("minItems") || place.schema().has("maxItems"))) {
				throw Refused.groq("invalid schema for response format: response_format/json_schema/"
						+ schema.path("name").asText() + ": minItems is not supported", "response_format");
			}
		}
		if (type.equals("json_schema") && !asked.isModel("gpt-oss.*|llama-4-scout.*")) {
			throw Refused.groq("This model does not support response format `json_schema`. See supported models at "
					+ "https://console.groq.com/docs/structured-outputs#supported-models", "response_format");
		}
	}

	private static void effort(Asked asked) {
		String effort = asked.text("reasoning_effort");
		if (effort.isEmpty()) {
			return;
		}
		if (asked.isModel("qwen3.*") && !Set.of("none", "default").contains(effort)) {
			throw Refused.groq("`reasoning_effort` must be one of `none` or `default`", "reasoning_effort");
		}
		if (asked.isModel("gpt-oss.*") && !Set.of("low", "medium", "high").contains(effort)) {
			throw Refused.groq("`reasoning_effort` must be one of `low`, `medium` or `high`", "reasoning_effort");
		}
		if (!asked.isModel("gpt-oss.*|qwen3.*")) {
			throw Refused.groq("`reasoning_effort` is not supported with this model", "reasoning_effort");
		}
	}

}
