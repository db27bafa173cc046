package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Mistral refuses: the closed schema of its specification, then mistral-common's
 * validator of chats.
 */
final class MistralRules implements StrictRules {

	/** The specification's ChatCompletionRequest. */
	private static final Set<String> FIELDS = Set.of("model", "temperature", "top_p", "max_tokens", "stream", "stop",
			"random_seed", "metadata", "messages", "response_format", "tools", "tool_choice", "presence_penalty",
			"frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode", "reasoning_effort",
			"guardrails", "prompt_cache_key", "safe_prompt");

	private static final Map<String, Set<String>> MESSAGES = Map.of("system", Set.of("role", "content"), "user",
			Set.of("role", "content"), "assistant", Set.of("role", "content", "tool_calls", "prefix"), "tool",
			Set.of("role", "content", "tool_call_id", "name"));

	private static final Map<String, Set<String>> CHUNKS = Map.of("text", Set.of("type", "text"), "image_url",
			Set.of("type", "image_url"), "document_url", Set.of("type", "document_url", "document_name"), "file",
			Set.of("type", "file_id"), "thinking", Set.of("type", "thinking", "closed"), "reference",
			Set.of("type", "reference_ids"), "input_audio", Set.of("type", "input_audio"));

	private static final Map<String, Set<String>> NEXT = Map.of("system", Set.of("system", "user", "assistant"), "user",
			Set.of("user", "assistant", "system"), "assistant", Set.of("assistant", "user", "tool"), "tool",
			Set.of("assistant", "tool"));

	private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");

	private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	private static final String NO_EFFORT = "mistral-large.*|codestral.*|ministral.*|pixtral.*|mistral-small-2506"
			+ "|mistral-medium-2508";

	@Override
	public void check(Asked asked, Issued issued) {
		closed(asked.body(), FIELDS);
		for (int i = 0; i < asked.messages().size(); i++) {
			message(asked.messages().get(i), i);
		}
		tools(asked.body().path("tools"));
		values(asked);
		order(asked.messages());
		calls(asked.messages());
		effort(asked);
	}

	// litellm#30882, crush#1590
	private static void closed(JsonNode object, Set<String> known, Object... at) {
		for (String name : Asked.names(object)) {
			if (!known.contains(name)) {
				List<Object> location = new ArrayList<>(List.of(at));
				location.add(name);
				throw Refused.mistralBody("extra_forbidden", "Extra inputs are not permitted", object.get(name),
						location.toArray());
			}
		}
	}

	private static void message(JsonNode message, int index) {
		String role = message.path("role").asText("");
		Set<String> fields = MESSAGES.get(role);
		if (fields == null) {
			throw Refused.mistralBody("union_tag_invalid",
					"Input tag '" + role + "' found using 'role' does not match "
							+ "any of the expected tags: 'system', 'user', 'assistant', 'tool'",
					message, "messages", index);
		}
		closed(message, fields, "messages", index, role);
		for (int i = 0; i < message.path("content").size(); i++) {
			JsonNode chunk = message.path("content").get(i);
			String type = chunk.path("type").asText("text");
			Set<String> known = CHUNKS.get(type);
			if (known == null || (role.equals("system") && !Set.of("text", "thinking").contains(type))) {
				throw Refused.mistralBody("union_tag_invalid",
						"Input tag '" + type + "' found using 'type' does not " + "match any of the expected tags",
						chunk, "messages", index, role, "content", i);
			}
			closed(chunk, known, "messages", index, role, "content", i, type);
		}
		for (int i = 0; i < message.path("tool_calls").size(); i++) {
			JsonNode call = message.path("tool_calls").get(i);
			closed(call, Set.of("id", "type", "function", "index"), "messages", index, role, "tool_calls", i);
			closed(call.path("function"), Set.of("name", "arguments"), "messages", index, role, "tool_calls", i,
					"function");
		}
	}

	private static void tools(JsonNode tools) {
		for (int i = 0; i < tools.size(); i++) {
			JsonNode function = tools.get(i).path("function");
			closed(tools.get(i), Set.of("type", "function"), "tools", i);
			closed(function, Set.of("name", "description", "strict", "parameters"), "tools", i, "function");
			if (!function.has("parameters")) {
				throw Refused.mistralBody("missing", "Field required", function, "tools", i, "function", "parameters");
			}
			toolName(function.path("name").asText(""));
		}
	}

	private static void toolName(String name) {
		if (!TOOL_NAME.matcher(name).matches()) {
			throw Refused.mistral("Function name was " + name + " but must be a-z, A-Z, 0-9, or contain underscores "
					+ "and dashes, with a maximum length of 64.", "invalid_function_call", "3280");
		}
	}

	private static void values(Asked asked) {
		JsonNode temperature = asked.body().path("temperature");
		if (temperature.asDouble(0) > 1.5) {
			throw Refused.mistralBody("less_than_equal", "Input should be less than or equal to 1.5", temperature,
					"temperature");
		}
		if (asked.sets("temperature") && temperature.asDouble() == 0 && asked.body().path("top_p").asDouble(1) != 1) {
			throw Refused.mistral("top_p must be 1 when using greedy sampling.", "invalid_request_invalid_args",
					"3051");
		}
		closed(asked.body().path("response_format"), Set.of("type", "json_schema"), "response_format");
		closed(asked.body().path("response_format").path("json_schema"),
				Set.of("name", "description", "schema", "strict"), "response_format", "json_schema");
	}

	// litellm#17761, zed#37021, onyx#6458, avante#2562; the end: smolagents#757,
	// crewAI#2194
	private static void order(JsonNode messages) {
		String before = "";
		for (JsonNode message : messages) {
			String role = message.path("role").asText("");
			if (!before.isEmpty() && !NEXT.getOrDefault(before, Set.of()).contains(role)) {
				throw Refused.mistral("Unexpected role '" + role + "' after role '" + before + "'",
						"invalid_request_message_order", "3230");
			}
			before = role;
		}
		JsonNode last = messages.path(messages.size() - 1);
		if (before.equals("system") || (before.equals("assistant") && !last.path("prefix").asBoolean())) {
			throw Refused.mistral(
					"Expected last role User or Tool (or Assistant with prefix True) for serving but got " + before,
					"invalid_request_message_order", "3230");
		}
	}

	// opencode#1680, langchain#24668, vllm#9019, ironclaw#1241
	private static void calls(JsonNode messages) {
		List<String> open = new ArrayList<>();
		for (JsonNode message : messages) {
			String role = message.path("role").asText("");
			if (role.equals("tool")) {
				String id = message.path("tool_call_id").asText("");
				id(id);
				if (!open.remove(id)) {
					throw Refused.mistral("Unexpected tool call id " + id + " in tool results",
							"invalid_request_message_order", "3230");
				}
				continue;
			}
			answered(open);
			if (role.equals("assistant")) {
				boolean silent = message.path("tool_calls").isEmpty() && message.path("content").isEmpty()
						&& message.path("content").asText("").isEmpty();
				if (silent || (message.path("content").isNull() && message.path("tool_calls").isEmpty())) {
					throw Refused.mistral("Assistant message must have either content or tool_calls, but not none.",
							"invalid_request_assistant_message", "3240");
				}
				Set<String> ids = new HashSet<>();
				for (JsonNode call : message.path("tool_calls")) {
					String id = call.path("id").asText("");
					id(id);
					toolName(call.path("function").path("name").asText(""));
					if (!ids.add(id)) {
						throw Refused.mistral("Duplicate tool call id " + id + " in assistant message",
								"invalid_function_call", "3280");
					}
					open.add(id);
				}
			}
		}
		answered(open);
	}

	private static void id(String id) {
		if (id.isEmpty() || id.equals("null")) {
			throw Refused.mistral("Tool call id has to be defined.", "invalid_function_call", "3280");
		}
		if (!ID.matcher(id).matches()) {
			throw Refused.mistral("Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.",
					"invalid_function_call", "3280");
		}
	}

	private static void answered(List<String> open) {
		if (!open.isEmpty()) {
			throw Refused.mistral("Not the same number of function calls and responses",
					"invalid_request_message_order", "3230");
		}
	}

	private static void effort(Asked asked) {
		String effort = asked.text("reasoning_effort");
		if (!effort.isEmpty() && (asked.isModel(NO_EFFORT) || !Set.of("none", "high").contains(effort))) {
			throw Refused.mistral(
					"reasoning_effort " + effort + " not supported for this model, supported values: "
							+ "[<ReasoningEffort.high: 'high'>, <ReasoningEffort.none: 'none'>]",
					"invalid_request_invalid_args", "3051");
		}
		if (asked.text("prompt_mode").equals("reasoning") && !asked.isModel("magistral.*")) {
			throw Refused.mistral("Reasoning prompt mode is not enabled for this model", "invalid_request_invalid_args",
					"3051");
		}
	}

}
