package dev.serai.gateway.provider.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.provider.dialect.SchemaScan.Place;

/** What OpenAI's chat completions refuse, in the order in which they report it. */
final class OpenAiRules implements StrictRules {

	/** The specification's CreateChatCompletionRequest. */
	private static final Set<String> FIELDS = Set.of("messages", "model", "audio", "frequency_penalty", "function_call",
			"functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata", "modalities", "n",
			"parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_retention",
			"reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store",
			"stream", "stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user",
			"verbosity", "web_search_options");

	private static final Map<String, Set<String>> MESSAGE_FIELDS = Map.of("system", Set.of("role", "content", "name"),
			"developer", Set.of("role", "content", "name"), "user", Set.of("role", "content", "name"), "assistant",
			Set.of("role", "content", "name", "refusal", "audio", "tool_calls", "function_call", "annotations"), "tool",
			Set.of("role", "content", "name", "tool_call_id"), "function", Set.of("role", "content", "name"));

	private static final Map<String, Set<String>> PARTS = Map.of("system", Set.of("text"), "developer", Set.of("text"),
			"user", Set.of("text", "image_url", "input_audio", "file"), "assistant", Set.of("text", "refusal"), "tool",
			Set.of("text"));

	/** Structured outputs, supported schemas. */
	private static final Set<String> NOT_STRICT = Set.of("allOf", "oneOf", "not", "if", "then", "else",
			"dependentRequired", "dependentSchemas", "patternProperties", "propertyNames", "contains", "minContains",
			"maxContains", "uniqueItems", "minProperties", "maxProperties", "unevaluatedProperties", "unevaluatedItems",
			"default");

	private static final List<String> NOT_AT_TOP = List.of("oneOf", "anyOf", "allOf", "enum", "not", "const");

	private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]+");

	private static final Pattern AUTHOR = Pattern.compile("[^\\s<|\\\\/>]{1,64}");

	private static final String REASONING = "o\\d.*|gpt-5.*";

	private static final String NEVER_SAMPLING = "o\\d.*|gpt-5|gpt-5-(mini|nano).*";

	@Override
	public void check(Asked asked, Issued issued) {
		unknownFields(asked);
		outputLimit(asked);
		for (int i = 0; i < asked.messages().size(); i++) {
			message(asked, asked.messages().get(i), "messages[" + i + "]");
		}
		pairing(asked.messages());
		tools(asked);
		toolChoice(asked);
		responseFormat(asked);
		choices(asked);
		stop(asked);
		sampling(asked);
		logprobs(asked);
		biasAndPrediction(asked);
		parallelToolCalls(asked);
		effort(asked);
		toolsWithEffort(asked);
	}

	// Measured: unknown keys are reported first.
	private static void unknownFields(Asked asked) {
		for (String name : Asked.names(asked.body())) {
			if (!FIELDS.contains(name)) {
				throw asked.isModel(REASONING)
						? Refused.openai("Unknown parameter: '" + name + "'.", name, "unknown_parameter")
						: Refused.openai("Unrecognized request argument supplied: " + name, null, null);
			}
		}
	}

	// Measured; public reports in nearly every SDK.
	private static void outputLimit(Asked asked) {
		if (asked.sets("max_tokens") && asked.isModel(REASONING)) {
			throw Refused.openai("Unsupported parameter: 'max_tokens' is not supported with this model. "
					+ "Use 'max_completion_tokens' instead.", "max_tokens", "unsupported_parameter");
		}
		if (asked.sets("max_tokens") && asked.sets("max_completion_tokens")) {
			throw Refused.openai("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
					"max_tokens", "invalid_parameter_combination");
		}
	}

	private static void message(Asked asked, JsonNode message, String at) {
		String role = message.path("role").asText("");
		Set<String> fields = MESSAGE_FIELDS.get(role);
		if (fields == null) {
			throw Refused.openai("Invalid value: '" + role + "'. Supported values are: 'system', 'assistant', 'user', "
					+ "'function', 'tool', and 'developer'.", at + ".role", "invalid_value");
		}
		if (role.equals("function") && asked.isModel("gpt-5\\.6.*")) {
			throw Refused.openai("Unsupported value: '" + at + ".role' does not support 'function' with this model.",
					at + ".role", "unsupported_value");
		}
		// Measured for reasoning, reasoning_content and reasoning_details.
		unknown(message, fields, at);
		if (message.hasNonNull("name") && !AUTHOR.matcher(message.path("name").asText()).matches()) {
			throw Refused.openai(
					"Invalid '" + at + ".name': string does not match pattern. "
							+ "Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'.",
					at + ".name", "invalid_value");
		}
		content(asked, message, role, at);
		calls(message, at);
	}

	private static void unknown(JsonNode object, Set<String> known, String at) {
		for (String name : Asked.names(object)) {
			if (!known.contains(name)) {
				String path = at + "." + name;
				throw Refused.openai("Unknown parameter: '" + path + "'.", path, "unknown_parameter");
			}
		}
	}

	private static void content(Asked asked, JsonNode message, String role, String at) {
		JsonNode content = message.path("content");
		if (!content.isTextual() && !content.isArray()) {
			boolean other = message.hasNonNull("tool_calls") || message.hasNonNull("function_call")
					|| message.hasNonNull("refusal") || message.hasNonNull("audio");
			if (!role.equals("assistant") || !other) {
				throw Refused.openai("Invalid value for 'content': expected a string, got null.",
						at.replace("messages[", "messages.["), null);
			}
		}
		for (int i = 0; i < content.size(); i++) {
			part(asked, content.get(i), role, at + ".content[" + i + "]");
		}
	}

	private static void part(Asked asked, JsonNode part, String role, String at) {
		String type = part.path("type").asText("");
		Set<String> types = PARTS.getOrDefault(role, Set.of("text"));
		// Images in results of tools: vllm#43203 and the specification.
		if (!types.contains(type)) {
			throw Refused.openai("Invalid value: '" + type + "'. Supported values are: '"
					+ String.join("', '", new TreeSet<>(types)) + "'.", at + ".type", "invalid_value");
		}
		// Measured for cache_control; gpt-4o tolerates it in system messages.
		Set<String> known = (role.equals("system") && asked.isModel("gpt-4o.*")) ? Set.of("type", type, "cache_control")
				: Set.of("type", type);
		unknown(part, known, at);
		switch (type) {
			case "image_url" -> image(asked, part.path("image_url"), at + ".image_url");
			case "file" -> file(part.path("file"), at + ".file");
			case "input_audio" -> {
				if (!asked.isModel("gpt-audio.*")) {
					throw Refused.openai(
							"Invalid content type. Content type 'input_audio' is not supported by this " + "model.", at,
							"invalid_value");
				}
			}
			default -> {
			}
		}
	}

	private static void image(Asked asked, JsonNode image, String at) {
		unknown(image, Set.of("url", "detail"), at);
		if (asked.isModel("gpt-3\\.5.*|o3-mini.*|gpt-audio.*")) {
			throw Refused.openai("Invalid content type. image_url is only supported by certain models.", at,
					"invalid_value");
		}
		Media.dataUrl(image.path("url").asText("")).ifPresent(media -> {
			if (!Set.of("image/jpeg", "image/png", "image/gif", "image/webp").contains(media.type())) {
				throw Refused.openai("You uploaded an unsupported image. Please make sure your image has of one the "
						+ "following formats: ['png', 'jpeg', 'gif', 'webp'].", at, "image_parse_error");
			}
		});
	}

	private static void file(JsonNode file, String at) {
		unknown(file, Set.of("file_data", "file_id", "filename"), at);
		Media.dataUrl(file.path("file_data").asText("")).ifPresent(media -> {
			if (!media.type().equals("application/pdf")) {
				throw Refused.openai(
						"Invalid file data: 'file_data'. Expected a base64-encoded data URL with an "
								+ "application/pdf MIME type, but got unsupported MIME type '" + media.type() + "'.",
						at + ".file_data", "invalid_value");
			}
		});
	}

	private static void calls(JsonNode message, String at) {
		JsonNode calls = message.path("tool_calls");
		if (calls.isArray() && calls.isEmpty()) {
			throw Refused.openai("Invalid '" + at + ".tool_calls': empty array. Expected an array with minimum length "
					+ "1, but got an empty array instead.", at + ".tool_calls", "empty_array");
		}
		for (int i = 0; i < calls.size(); i++) {
			String path = at + ".tool_calls[" + i + "]";
			JsonNode call = calls.get(i);
			// Measured for index.
			unknown(call, Set.of("id", "type", "function"), path);
			unknown(call.path("function"), Set.of("name", "arguments"), path + ".function");
			id(call.path("id").asText(""), path + ".id");
			toolName(call.path("function").path("name").asText(""), path + ".function.name");
		}
		if (message.has("tool_call_id")) {
			id(message.path("tool_call_id").asText(""), at + ".tool_call_id");
		}
	}

	// vercel/ai#5171, #8132, litellm#17343, agno#5382, camel#2215
	private static void id(String id, String at) {
		if (id.length() > 40) {
			throw Refused.openai("Invalid '" + at + "': string too long. Expected a string with maximum length 40, but "
					+ "got a string with length " + id.length() + " instead.", at, "string_above_max_length");
		}
	}

	private static void toolName(String name, String at) {
		if (!TOOL_NAME.matcher(name).matches()) {
			throw Refused.openai("Invalid '" + at + "': string does not match pattern. Expected a string that matches "
					+ "the pattern '^[a-zA-Z0-9_-]+$'.", at, "invalid_value");
		}
		if (name.length() > 64) {
			throw Refused.openai("Invalid '" + at + "': string too long. Expected a string with maximum length 64, but "
					+ "got a string with length " + name.length() + " instead.", at, "string_above_max_length");
		}
	}

	/** Checks that each call has its result directly after it. */
	static void pairing(JsonNode messages) {
		Set<String> open = new LinkedHashSet<>();
		for (JsonNode message : messages) {
			String role = message.path("role").asText("");
			if (role.equals("tool")) {
				if (!open.remove(message.path("tool_call_id").asText(""))) {
					throw Refused.openai("Invalid parameter: messages with role 'tool' must be a response to a "
							+ "preceeding message with 'tool_calls'.", "messages", null);
				}
				continue;
			}
			answered(open);
			message.path("tool_calls").forEach(call -> open.add(call.path("id").asText("")));
		}
		answered(open);
	}

	private static void answered(Set<String> open) {
		if (!open.isEmpty()) {
			throw Refused.openai("An assistant message with 'tool_calls' must be followed by tool messages responding "
					+ "to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
					+ String.join(", ", open), "messages", null);
		}
	}

	private static void tools(Asked asked) {
		JsonNode tools = asked.body().path("tools");
		if (tools.isArray() && tools.isEmpty()) {
			throw Refused
				.openai("Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty "
						+ "array instead.", "tools", "empty_array");
		}
		if (tools.size() > 128) {
			throw Refused.openai("Invalid 'tools': array too long. Expected an array with maximum length 128, but got "
					+ "an array with length " + tools.size() + " instead.", "tools", "array_above_max_length");
		}
		for (int i = 0; i < tools.size(); i++) {
			String at = "tools[" + i + "]";
			JsonNode function = tools.get(i).path("function");
			unknown(tools.get(i), Set.of("type", "function"), at);
			unknown(function, Set.of("name", "description", "parameters", "strict"), at + ".function");
			String name = function.path("name").asText("");
			toolName(name, at + ".function.name");
			String start = "Invalid schema for function '" + name + "': ";
			JsonNode schema = function.path("parameters");
			root(start, schema, at + ".function.parameters");
			if (function.path("strict").asBoolean()) {
				strict(start, schema, at + ".function.parameters", "invalid_function_parameters");
			}
		}
	}

	private static void root(String start, JsonNode schema, String param) {
		if (schema.isMissingNode()) {
			return;
		}
		String code = "invalid_function_parameters";
		// langchainjs#9804 and the same fault at every client of MCP servers
		if (NOT_AT_TOP.stream().anyMatch(schema::has)) {
			throw Refused.openai(start + "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/"
					+ "'not' at the top level.", param, code);
		}
		// vercel/ai#7005
		if (!schema.path("type").asText("").equals("object")) {
			throw Refused.openai(start + "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"None\"'.",
					param, code);
		}
		// github-mcp-server#1548, azure-mcp#197, mcp-grafana#390, mcphost#88
		if (!schema.has("properties")) {
			throw Refused.openai(start + "In context=(), object schema missing properties.", param, code);
		}
	}

	// Recordings of strict tools, and the guide to structured outputs.
	private static void strict(String start, JsonNode schema, String param, String code) {
		for (Place place : SchemaScan.of(schema)) {
			String context = start + "In context=" + place.context() + ", ";
			for (String keyword : Asked.names(place.schema())) {
				if (NOT_STRICT.contains(keyword)) {
					throw Refused.openai(context + "'" + keyword + "' is not permitted.", param, code);
				}
			}
			if (!place.isObject()) {
				continue;
			}
			JsonNode additional = place.schema().path("additionalProperties");
			if (!additional.isBoolean() || additional.booleanValue()) {
				throw Refused.openai(context + "'additionalProperties' is required to be supplied and to be false.",
						param, code);
			}
			String required = place.schema().path("required").toString();
			for (String property : Asked.names(place.schema().path("properties"))) {
				if (!required.contains("\"" + property + "\"")) {
					throw Refused.openai(context + "'required' is required to be supplied and to be an array including "
							+ "every key in properties. Missing '" + property + "'.", param, code);
				}
			}
		}
	}

	private static void toolChoice(Asked asked) {
		for (String field : List.of("tool_choice", "parallel_tool_calls")) {
			if (asked.sets(field) && !asked.hasTools()) {
				throw Refused.openai("Invalid value for '" + field + "': '" + field
						+ "' is only allowed when 'tools' are specified.", field, null);
			}
		}
		String named = asked.body().path("tool_choice").path("function").path("name").asText("");
		if (!named.isEmpty() && !asked.body().path("tools").toString().contains("\"name\":\"" + named + "\"")) {
			throw Refused.openai("Invalid value for 'function_call': no function named '" + named
					+ "' was specified in the 'functions' parameter.", "tool_choice", null);
		}
	}

	private static void responseFormat(Asked asked) {
		JsonNode format = asked.body().path("response_format");
		switch (format.path("type").asText("")) {
			case "json_object" -> {
				if (!asked.says("json")) {
					throw Refused.openai("'messages' must contain the word 'json' in some form, to use "
							+ "'response_format' of type 'json_object'.", "messages", null);
				}
			}
			case "json_schema" -> {
				if (asked.isModel("gpt-4-turbo.*|gpt-3\\.5.*")) {
					throw Refused.openai("Invalid parameter: 'response_format' of type 'json_schema' is not supported "
							+ "with this model.", "response_format", null);
				}
				JsonNode schema = format.path("json_schema");
				if (schema.path("strict").asBoolean()) {
					strict("Invalid schema for response_format '" + schema.path("name").asText() + "': ",
							schema.path("schema"), "response_format", null);
				}
			}
			default -> {
			}
		}
	}

	private static void choices(Asked asked) {
		int most = asked.isModel("gpt-5\\.6.*") ? 8 : 128;
		int n = asked.body().path("n").asInt(1);
		if (n > most) {
			throw Refused.openai("Invalid 'n': integer above maximum value. Expected a value <= " + most + ", but got "
					+ n + " instead.", "n", "integer_above_max_value");
		}
	}

	// litellm#15244
	private static void stop(Asked asked) {
		boolean always = asked.isModel("o3|o4-mini|gpt-5|gpt-5-(mini|nano).*|gpt-5\\.6.*");
		if (asked.sets("stop") && (always || reasons(asked))) {
			throw unsupported("stop");
		}
	}

	private static boolean reasons(Asked asked) {
		return asked.isModel(NEVER_SAMPLING) || (asked.isModel(REASONING) && !effortOf(asked).equals("none"));
	}

	private static String effortOf(Asked asked) {
		String given = asked.text("reasoning_effort");
		return !given.isEmpty() ? given : asked.isModel("gpt-5\\.[124].*") ? "none" : "medium";
	}

	// Measured at gpt-5.6; vercel/ai openai-language-model-capabilities.ts has the same
	// conditions.
	private static void sampling(Asked asked) {
		if (!reasons(asked)) {
			return;
		}
		for (String name : List.of("temperature", "top_p")) {
			double value = asked.body().path(name).asDouble(1);
			if (value != 1) {
				throw Refused.openai(
						"Unsupported value: '" + name + "' does not support " + value
								+ " with this model. Only the default (1) value is supported.",
						name, "unsupported_value");
			}
		}
		for (String name : List.of("presence_penalty", "frequency_penalty")) {
			if (asked.body().path(name).asDouble(0) != 0) {
				throw unsupported(name);
			}
		}
	}

	private static void logprobs(Asked asked) {
		if (asked.sets("top_logprobs") && !asked.body().path("logprobs").asBoolean()) {
			throw Refused.openai("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
					"top_logprobs", "invalid_parameter_combination");
		}
		if (asked.body().path("top_logprobs").asInt(0) > 5 && asked.isModel("gpt-5\\.6.*")) {
			throw Refused.openai("Invalid value for 'top_logprobs': must be less than or equal to 5.", "top_logprobs",
					null);
		}
		if (asked.body().path("logprobs").asBoolean() && reasons(asked)) {
			throw unsupported("logprobs");
		}
	}

	private static void biasAndPrediction(Asked asked) {
		for (String name : List.of("logit_bias", "prediction")) {
			if (asked.sets(name) && asked.isModel("o\\d.*|gpt-5\\.6.*")) {
				throw unsupported(name);
			}
		}
	}

	// llama_index#20865, tensorzero#2805
	private static void parallelToolCalls(Asked asked) {
		if (asked.sets("parallel_tool_calls") && asked.isModel("o\\d.*")) {
			throw unsupported("parallel_tool_calls");
		}
	}

	private static void effort(Asked asked) {
		if (!asked.sets("reasoning_effort")) {
			return;
		}
		if (!asked.isModel(REASONING)) {
			throw Refused.openai("Unrecognized request argument supplied: reasoning_effort", null, null);
		}
		List<String> values;
		if (asked.isModel("o\\d.*")) {
			values = List.of("low", "medium", "high");
		}
		else if (asked.isModel("gpt-5|gpt-5-(mini|nano)")) {
			values = List.of("minimal", "low", "medium", "high");
		}
		else {
			values = asked.isModel("gpt-5\\.1") ? List.of("none", "low", "medium", "high")
					: List.of("none", "low", "medium", "high", "xhigh");
		}
		String value = asked.text("reasoning_effort");
		if (!values.contains(value)) {
			throw Refused.openai("Unsupported value: 'reasoning_effort' does not support '" + value
					+ "' with this model. Supported values are: '"
					+ String.join("', '", values.subList(0, values.size() - 1)) + "', and '" + values.getLast() + "'.",
					"reasoning_effort", "unsupported_value");
		}
	}

	// litellm#34569, #23271; pipecat#4043; openai-openapi#541; crush#2913; livekit#5088
	private static void toolsWithEffort(Asked asked) {
		if (!asked.hasTools()) {
			return;
		}
		String start = "Function tools with reasoning_effort are not supported for " + asked.model()
				+ " in /v1/chat/completions. ";
		if (asked.isModel("gpt-5\\.6.*") && !asked.text("reasoning_effort").equals("none")) {
			throw Refused.openai(start + "To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
					"reasoning_effort", null);
		}
		boolean sent = asked.sets("reasoning_effort") && !asked.text("reasoning_effort").equals("none");
		if (asked.isModel("gpt-5\\.[245].*") && sent) {
			throw Refused.openai(start + "Please use /v1/responses instead.", "reasoning_effort", null);
		}
	}

	private static Refused unsupported(String name) {
		return Refused.openai("Unsupported parameter: '" + name + "' is not supported with this model.", name,
				"unsupported_parameter");
	}

}
