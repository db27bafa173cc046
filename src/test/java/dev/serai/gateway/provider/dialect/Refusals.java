package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.provider.dialect.Refusal.Outcome;

import static dev.serai.gateway.provider.dialect.Refusal.Outcome.ADAPTED;
import static dev.serai.gateway.provider.dialect.Refusal.Outcome.EXCLUDED;
import static dev.serai.gateway.provider.dialect.Refusal.Outcome.FAULT;

/** Requests that providers refuse, one for each rule. */
final class Refusals {

	static final String USER = "{role: 'user', content: 'Hi'}";

	static final String SCHEMA = "{type: 'object', properties: {a: {type: 'string'}}, required: ['a'], "
			+ "additionalProperties: false}";

	static final String TOOLS = "tools: [" + tool("look_up", SCHEMA, "") + "]";

	static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

	static final String GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

	static final String LONG_ID = "fc_0b6d4c2e-58a1-4d5c-9e57-1f2a3b4c5d6e_0";

	private static final String JSON_OBJECT = "response_format: {type: 'json_object'}, "
			+ "messages: [{role: 'user', content: 'Answer in JSON'}]";

	private final List<Refusal> all = new ArrayList<>();

	private String provider = "";

	private String model = "";

	private Refusals() {
	}

	static Stream<Refusal> all() {
		Refusals refusals = new Refusals();
		refusals.openai();
		refusals.mistral();
		refusals.cohere();
		refusals.groq();
		refusals.deepseek();
		refusals.xai();
		refusals.perplexity();
		refusals.openModels();
		refusals.anthropic();
		refusals.gemini();
		return refusals.all.stream();
	}

	static Stream<Refusal> ofCallers() {
		return all().filter(each -> each.gateway() != FAULT);
	}

	private Refusals at(String newProvider, String newModel) {
		this.provider = newProvider;
		this.model = newModel;
		return this;
	}

	private Refusals refuses(String text, String refused, String accepted, Outcome gateway) {
		this.all.add(new Refusal(this.provider, this.model, text, "{" + refused + "}", "{" + accepted + "}", gateway));
		return this;
	}

	static String tool(String name, String schema, String more) {
		return "{type: 'function', function: {name: '" + name + "', parameters: " + schema + more + "}}";
	}

	static String messages(String... messages) {
		return "messages: [" + String.join(", ", messages) + "]";
	}

	static String call(String id, String more) {
		return "{role: 'assistant', content: ''" + more + ", tool_calls: [{id: '" + id
				+ "', type: 'function', function: {name: 'look_up', arguments: '{}'}}]}";
	}

	static String result(String id) {
		return "{role: 'tool', tool_call_id: '" + id + "', content: 'Found.'}";
	}

	private static String loop(String id) {
		return messages(USER, call(id, ""), result(id));
	}

	private static String assistant(String more) {
		return messages(USER, "{role: 'assistant', content: 'Yes.'" + more + "}", USER);
	}

	private static String parts(String role, String part) {
		return messages("{role: '" + role + "', content: [" + part + "]}", USER);
	}

	private static String image(String url) {
		return messages("{role: 'user', content: [{type: 'text', text: 'See'}, {type: 'image_url', image_url: {url: '"
				+ url + "'}}]}");
	}

	private static String file(String type, String base64) {
		return messages("{role: 'user', content: [{type: 'file', file: {filename: 'a.txt', file_data: 'data:" + type
				+ ";base64," + base64 + "'}}]}");
	}

	private static String answer(String schema, String more) {
		return "response_format: {type: 'json_schema', json_schema: {name: 'Answer', schema: " + schema + more + "}}";
	}

	private void openai() {
		at("openai", "gpt-5.6").refuses("Use 'max_completion_tokens' instead", "max_tokens: 900",
				"max_completion_tokens: 900", ADAPTED);
		refuses("'temperature' does not support 0.5", "temperature: 0.5", "temperature: 1", EXCLUDED);
		refuses("'top_p' does not support 0.5", "top_p: 0.5", "top_p: 0.5, reasoning_effort: 'none'", EXCLUDED);
		refuses("'presence_penalty' is not supported", "presence_penalty: 1", "presence_penalty: 0", EXCLUDED);
		refuses("'frequency_penalty' is not supported", "frequency_penalty: 1", "", EXCLUDED);
		refuses("'logprobs' is not supported", "logprobs: true", "logprobs: true, reasoning_effort: 'none'", EXCLUDED);
		refuses("only allowed when 'logprobs' is enabled", "top_logprobs: 2", "", FAULT);
		refuses("'stop' is not supported", "stop: ['.']", "", EXCLUDED);
		refuses("must be less than or equal to 5", "logprobs: true, top_logprobs: 6, reasoning_effort: 'none'",
				"logprobs: true, top_logprobs: 5, reasoning_effort: 'none'", EXCLUDED);
		refuses("'logit_bias' is not supported", "logit_bias: {'1': 1}", "", EXCLUDED);
		refuses("'prediction' is not supported", "prediction: {type: 'content', content: 'x'}", "", ADAPTED);
		refuses("Expected a value <= 8", "n: 9", "n: 8", EXCLUDED);
		refuses("does not support 'minimal'", "reasoning_effort: 'minimal'", "reasoning_effort: 'low'", ADAPTED);
		refuses("set reasoning_effort to 'none'", TOOLS, TOOLS + ", reasoning_effort: 'none'", ADAPTED);
		refuses("Unknown parameter: 'messages[1].reasoning_content'", assistant(", reasoning_content: 'Hm'"),
				assistant(""), ADAPTED);
		refuses("Unknown parameter: 'messages[1].reasoning'", assistant(", reasoning: 'Hm'"), assistant(""), ADAPTED);
		refuses("Unknown parameter: 'messages[1].reasoning_details'",
				assistant(", reasoning_details: [{type: 'reasoning.text', text: 'Hm', signature: 's', index: 0}]"),
				assistant(""), ADAPTED);
		refuses("Unknown parameter: 'messages[0].content[0].cache_control'",
				parts("user", "{type: 'text', text: 'Hi', cache_control: {type: 'ephemeral'}}"),
				parts("user", "{type: 'text', text: 'Hi'}"), ADAPTED);
		refuses("Unknown parameter: 'zzz_unknown'", "zzz_unknown: 1", "", FAULT);
		refuses("Invalid value: 'bogus'", messages("{role: 'bogus', content: 'Hi'}"), "", FAULT);
		refuses("does not support 'function' with this model",
				messages(USER, "{role: 'function', name: 'f', content: 'x'}"), "", FAULT);
		refuses("'messages[0].name': string does not match pattern",
				messages("{role: 'user', name: 'Ada Lovelace', content: 'Hi'}"),
				messages("{role: 'user', name: 'Ada', content: 'Hi'}"), ADAPTED);

		at("openai", "gpt-4o").refuses(
				"string too long. Expected a string with maximum length 40, but got a string with " + "length 41",
				loop(LONG_ID) + ", " + TOOLS, loop("call_1") + ", " + TOOLS, ADAPTED);
		refuses("Unknown parameter: 'messages[1].tool_calls[0].index'",
				messages(USER, call("c1", "").replace("id: 'c1'", "index: 0, id: 'c1'"), result("c1")), loop("c1"),
				ADAPTED);
		refuses("Unknown parameter: 'messages[1].tool_calls[0].extra_content'",
				messages(USER,
						call("c1", "").replace("id: 'c1'",
								"extra_content: {google: {thought_signature: 'c2lnbg=='}}, id: 'c1'"),
						result("c1")),
				loop("c1"), ADAPTED);
		refuses("Unrecognized request argument supplied: reasoning_effort", "reasoning_effort: 'low'", "", EXCLUDED);
		refuses("expected a string, got null", messages(USER, "{role: 'assistant', content: null}", USER),
				messages(USER, "{role: 'assistant', content: ''}", USER), FAULT);
		refuses("at the same time is not supported", "max_tokens: 9, max_completion_tokens: 9", "max_tokens: 9", FAULT);
		refuses("Invalid value: 'image_url'",
				messages(USER, call("c1", ""),
						"{role: 'tool', tool_call_id: 'c1', content: [{type: 'image_url', image_url: {url: "
								+ "'data:image/png;base64," + PIXEL + "'}}]}"),
				loop("c1"), ADAPTED);
		refuses("did not have response messages: c1", messages(USER, call("c1", ""), USER), loop("c1"), FAULT);
		refuses("must be a response to a preceeding message", messages(USER, result("c1")), loop("c1"), FAULT);
		refuses("empty array", messages(USER, "{role: 'assistant', content: 'a', tool_calls: []}", USER), "", ADAPTED);
		refuses("does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'",
				"tools: [" + tool("look.up", SCHEMA, "") + "]", TOOLS, EXCLUDED);
		refuses("'oneOf'/'anyOf'/'allOf'",
				"tools: [" + tool("look_up", "{type: 'object', anyOf: [" + SCHEMA + "]}", "") + "]", TOOLS, ADAPTED);
		refuses("object schema missing properties", "tools: [" + tool("look_up", "{type: 'object'}", "") + "]", TOOLS,
				ADAPTED);
		refuses("got 'type: \"None\"'", "tools: [" + tool("look_up", "{}", "") + "]", TOOLS, ADAPTED);
		refuses("Invalid 'tools': empty array", "tools: []", "", FAULT);
		refuses("In context=(), 'additionalProperties' is required",
				"tools: [" + tool("look_up", "{type: 'object', properties: {}}", ", strict: true") + "]", TOOLS,
				ADAPTED);
		refuses("Missing 'a'",
				"tools: [" + tool("look_up",
						"{type: 'object', properties: {a: {type: 'string'}}, " + "additionalProperties: false}",
						", strict: true") + "]",
				TOOLS, FAULT);
		refuses("'uniqueItems' is not permitted",
				answer("{type: 'object', properties: {a: {type: 'array', uniqueItems: true, items: {type: 'string'}}}, "
						+ "required: ['a'], additionalProperties: false}", ", strict: true"),
				answer(SCHEMA, ", strict: true"), ADAPTED);
		refuses("'tool_choice' is only allowed when 'tools'", "tool_choice: 'auto'", "", ADAPTED);
		refuses("'parallel_tool_calls' is only allowed when 'tools'", "parallel_tool_calls: false", "", ADAPTED);
		refuses("no function named 'never_declared'",
				TOOLS + ", tool_choice: {type: 'function', function: {name: 'never_declared'}}", TOOLS, FAULT);
		refuses("unsupported MIME type 'text/plain'", file("text/plain", "SGk="), file("application/pdf", "JVBERi0="),
				ADAPTED);
		refuses("unsupported image", image("data:image/heic;base64,AAAA"), image("data:image/png;base64," + PIXEL),
				EXCLUDED);
		refuses("must contain the word 'json'", "response_format: {type: 'json_object'}", JSON_OBJECT, FAULT);

		at("openai", "gpt-5.4").refuses("Please use /v1/responses instead", TOOLS + ", reasoning_effort: 'high'", TOOLS,
				EXCLUDED);
		at("openai", "gpt-5.1").refuses("does not support 0.2", "temperature: 0.2, reasoning_effort: 'low'",
				"temperature: 0.2", EXCLUDED);
		at("openai", "gpt-5").refuses("does not support 'none'", "reasoning_effort: 'none'",
				"reasoning_effort: 'minimal'", ADAPTED);
		at("openai", "o4-mini").refuses("'parallel_tool_calls' is not supported",
				TOOLS + ", parallel_tool_calls: false", TOOLS, ADAPTED);
		at("openai", "gpt-3.5-turbo").refuses("'json_schema' is not supported", answer(SCHEMA, ""), JSON_OBJECT,
				EXCLUDED);
	}

	private void mistral() {
		at("mistral", "mistral-large-2512").refuses(
				"Extra inputs are not permitted at [\"body\",\"max_completion_tokens\"]",
				"max_completion_tokens: 32000", "max_tokens: 32000", ADAPTED);
		for (String field : List.of("seed: 1", "user: 'u'", "stream_options: {include_usage: true}", "store: false",
				"service_tier: 'auto'", "verbosity: 'low'", "safety_identifier: 's'")) {
			refuses("Extra inputs are not permitted", field, "", outcome(field));
		}
		for (String field : List.of("logit_bias: {'1': 1}", "logprobs: true", "modalities: ['text', 'audio']")) {
			refuses("Extra inputs are not permitted", field, "", EXCLUDED);
		}
		refuses("[\"body\",\"messages\",1,\"assistant\",\"reasoning_content\"]", assistant(", reasoning_content: 'Hm'"),
				assistant(""), ADAPTED);
		refuses("[\"body\",\"messages\",1,\"assistant\",\"refusal\"]", assistant(", refusal: null"), assistant(""),
				ADAPTED);
		refuses("[\"body\",\"messages\",0,\"user\",\"name\"]", messages("{role: 'user', name: 'Ada', content: 'Hi'}"),
				"", ADAPTED);
		refuses("\"cache_control\"", parts("user", "{type: 'text', text: 'Hi', cache_control: {type: 'ephemeral'}}"),
				"", ADAPTED);
		refuses("Input tag 'developer'", messages("{role: 'developer', content: 'Be brief'}", USER),
				messages("{role: 'system', content: 'Be brief'}", USER), ADAPTED);
		refuses("Unexpected role 'user' after role 'tool'",
				messages(USER, call("abcdefgh1", ""), result("abcdefgh1"), USER),
				messages(USER, call("abcdefgh1", ""), result("abcdefgh1"), "{role: 'assistant', content: 'So.'}", USER),
				ADAPTED);
		refuses("Expected last role User or Tool", messages(USER, "{role: 'assistant', content: 'Yes'}"),
				messages(USER, "{role: 'assistant', content: 'Yes', prefix: true}"), ADAPTED);
		refuses("Unexpected role 'system' after role 'assistant'",
				messages(USER, "{role: 'assistant', content: 'Yes'}", "{role: 'system', content: 'Be brief'}", USER),
				assistant(""), ADAPTED);
		refuses("Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9", loop("call_1"),
				loop("abcdefgh1"), ADAPTED);
		refuses("Not the same number of function calls and responses", messages(USER, call("abcdefgh1", ""), USER),
				loop("abcdefgh1"), FAULT);
		refuses("Unexpected tool call id abcdefgh2 in tool results",
				messages(USER, call("abcdefgh1", ""), result("abcdefgh2")), loop("abcdefgh1"), FAULT);
		refuses("[\"body\",\"messages\",1,\"assistant\",\"refusal\"]",
				messages(USER, "{role: 'assistant', content: null, refusal: 'No.'}", USER), assistant(""), ADAPTED);
		refuses("must have either content or tool_calls", messages(USER, "{role: 'assistant', content: ''}", USER),
				assistant(""), ADAPTED);
		refuses("Function name was look.up",
				messages(USER, call("abcdefgh1", "").replace("look_up", "look.up"), result("abcdefgh1")),
				loop("abcdefgh1"), FAULT);
		refuses("Field required", "tools: [{type: 'function', function: {name: 'look_up'}}]", TOOLS, ADAPTED);
		refuses("less than or equal to 1.5", "temperature: 1.9", "temperature: 1.5", EXCLUDED);
		refuses("top_p must be 1 when using greedy sampling", "temperature: 0, top_p: 0.5", "temperature: 0", FAULT);
		refuses("not supported for this model", "reasoning_effort: 'high'", "", EXCLUDED);
		at("mistral", "mistral-small-2603").refuses("reasoning_effort medium not supported",
				"reasoning_effort: 'medium'", "reasoning_effort: 'high'", ADAPTED);
	}

	/** Streams report usage anyway; how wordy an answer is, is part of what is asked. */
	private static Outcome outcome(String field) {
		return field.startsWith("stream_") ? FAULT : field.startsWith("verbosity") ? EXCLUDED : ADAPTED;
	}

	private void cohere() {
		at("cohere", "command-a-03-2025");
		for (String field : List.of("store: true", "metadata: {a: 'b'}", "service_tier: 'auto'",
				"prediction: {type: 'content', content: 'x'}")) {
			refuses("is not supported", field, "", ADAPTED);
		}
		refuses("parallel_tool_calls is not supported", TOOLS + ", parallel_tool_calls: false", TOOLS, ADAPTED);
		refuses("logit_bias is not supported", "logit_bias: {'1': 1}", "", EXCLUDED);
		refuses("n is not supported", "n: 2", "", EXCLUDED);
		refuses("frequency_penalty must be between 0 and 1", "frequency_penalty: 1.5", "frequency_penalty: 1",
				EXCLUDED);
		refuses("missing required field 'type'", answer(SCHEMA, ""), "response_format: {type: 'json_object', schema: "
				+ SCHEMA.replace(", additionalProperties: false", "") + "}", ADAPTED);
		refuses("missing required field 'type'",
				answer("{type: 'object', properties: {a: {type: 'integer', minimum: 1}}, required: ['a']}", ""), "",
				ADAPTED);
		refuses("parameter 'cache_control' is not a valid field",
				parts("user", "{type: 'text', text: 'Hi', cache_control: {type: 'ephemeral'}}"), "", ADAPTED);
		at("cohere", "command-a-reasoning-08-2025").refuses("reasoning_effort must be one of none, high",
				"reasoning_effort: 'low'", "reasoning_effort: 'high'", ADAPTED);
	}

	private void groq() {
		at("groq", "llama-3.3-70b");
		for (String field : List.of("prompt_cache_key: 'k'", "store: false", "safety_identifier: 's'")) {
			refuses("' is unsupported", field, "", ADAPTED);
		}
		refuses("property 'verbosity' is unsupported", "verbosity: 'low'", "", EXCLUDED);
		refuses("`metadata` is not supported", "metadata: {a: 'b'}", "", ADAPTED);
		refuses("property 'logprobs' is unsupported", "logprobs: true", "", EXCLUDED);
		refuses("property 'logit_bias' is unsupported", "logit_bias: {'1': 1}", "", EXCLUDED);
		refuses("number must be at most 1", "n: 2", "n: 1", EXCLUDED);
		refuses("property 'name' is unsupported", messages("{role: 'user', name: 'Ada', content: 'Hi'}"), "", ADAPTED);
		refuses("property 'reasoning_content' is unsupported", assistant(", reasoning_content: 'Hm'"), assistant(""),
				ADAPTED);
		refuses("reasoning is not supported with this model", assistant(", reasoning: 'Hm'"), assistant(""), ADAPTED);
		refuses("'messages.0.content' : value must be a string", parts("system", "{type: 'text', text: 'Be brief'}"),
				messages("{role: 'system', content: 'Be brief'}", USER), ADAPTED);
		refuses("property 'cache_control' is unsupported",
				parts("user", "{type: 'text', text: 'Hi', cache_control: {type: 'ephemeral'}}"), "", ADAPTED);
		refuses("has invalid value", messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
		refuses("json mode cannot be combined", TOOLS + ", " + JSON_OBJECT, TOOLS, EXCLUDED);
		refuses("does not support response format `json_schema`", answer(SCHEMA, ""), JSON_OBJECT, EXCLUDED);
		refuses("`reasoning_effort` is not supported", "reasoning_effort: 'low'", "", EXCLUDED);
		refuses("content type 'image_url' is not supported", image("data:image/png;base64," + PIXEL), "", EXCLUDED);
		refuses("'required' present but 'properties' is missing",
				"tools: [" + tool("look_up", "{type: 'object', required: []}", "") + "]", TOOLS, ADAPTED);
		at("groq", "qwen3-32b").refuses("must be one of `none` or `default`", "reasoning_effort: 'high'",
				"reasoning_effort: 'default'", ADAPTED);
		at("groq", "gpt-oss-20b").refuses("minItems is not supported",
				answer("{type: 'object', properties: {a: {type: 'array', minItems: 1, items: {type: 'string'}}}, "
						+ "required: ['a'], additionalProperties: false}", ", strict: true"),
				answer(SCHEMA, ", strict: true"), ADAPTED);
		refuses("must be one of `low`, `medium` or `high`", "reasoning_effort: 'minimal'", "reasoning_effort: 'low'",
				ADAPTED);
	}

	private void deepseek() {
		at("deepseek", "deepseek-v4-pro").refuses("must be passed back", loop("c1") + ", " + TOOLS,
				messages(USER, call("c1", ", reasoning_content: ''"), result("c1")) + ", " + TOOLS, ADAPTED);
		refuses("Thinking mode does not support this tool_choice", TOOLS + ", tool_choice: 'required'", TOOLS,
				EXCLUDED);
		refuses("unknown variant `developer`", messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
		refuses("invalid type: sequence", parts("user", "{type: 'text', text: 'Hi'}"), "", ADAPTED);
		refuses("unknown variant `image_url`", image("data:image/png;base64," + PIXEL), "", EXCLUDED);
		refuses("This response_format type is unavailable now", answer(SCHEMA, ""), JSON_OBJECT, EXCLUDED);
		refuses("must contain the word 'json'", "response_format: {type: 'json_object'}", JSON_OBJECT, FAULT);
		refuses("content or tool_calls must be set", messages(USER, "{role: 'assistant', content: null}", USER),
				assistant(""), FAULT);
		refuses("got 'type: null'", "tools: [{type: 'function', function: {name: 'look_up'}}]", TOOLS, ADAPTED);
		refuses("got 'type: null'", "tools: [" + tool("look_up", "{oneOf: [" + SCHEMA + "]}", "") + "]", TOOLS,
				ADAPTED);
		at("deepseek", "deepseek-reasoner").refuses("does not support logprobs", "logprobs: true", "", EXCLUDED);
	}

	private void xai() {
		at("xai", "grok-4.5").refuses("does not support parameter presencePenalty", "presence_penalty: 1", "",
				EXCLUDED);
		refuses("does not support parameter frequencyPenalty", "frequency_penalty: 1", "", EXCLUDED);
		refuses("does not support parameter stop", "stop: ['.']", "", EXCLUDED);
		refuses("does not support parameter reasoningEffort", "reasoning_effort: 'none'", "reasoning_effort: 'low'",
				ADAPTED);
		refuses("at least one content element", loop("c1").replace("content: ''", "content: null") + ", " + TOOLS,
				loop("c1").replace("content: ''", "content: 'So'") + ", " + TOOLS, ADAPTED);
		refuses("Only messages of role 'user' can have a name",
				messages("{role: 'system', name: 'a', content: 'x'}", USER), "", ADAPTED);
		refuses("union with a non-object branch",
				"tools: ["
						+ tool("look_up",
								"{type: 'object', properties: {a: {type: 'string'}}, oneOf: [{required: ['a']}]}", "")
						+ "]",
				TOOLS, ADAPTED);
		refuses("minContains and maxContains are not supported",
				"tools: [" + tool("look_up",
						"{type: 'object', properties: {a: {type: 'array', items: {type: 'string'}, minContains: 1}}}",
						"") + "]",
				TOOLS, ADAPTED);
		refuses("unknown role developer", messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
		refuses("does not contain a valid JPG or PNG image", image("data:image/gif;base64," + GIF),
				image("data:image/png;base64," + PIXEL), EXCLUDED);
		at("xai", "grok-4").refuses("does not support parameter reasoningEffort", "reasoning_effort: 'low'", "",
				ADAPTED);
	}

	private void perplexity() {
		at("perplexity", "sonar-pro").refuses("Tool calling is not supported for this model", TOOLS, "", EXCLUDED);
		refuses("should alternate with assistant", messages(USER, USER), assistant(""), ADAPTED);
		refuses("should alternate with assistant",
				messages(USER, "{role: 'assistant', content: 'Yes'}", "{role: 'system', content: 'Be brief'}", USER),
				assistant(""), ADAPTED);
		refuses("Last message must have role", messages(USER, "{role: 'assistant', content: 'Yes'}"), assistant(""),
				EXCLUDED);
		refuses("Unsupported parameter: logit_bias", "logit_bias: {'1': 1}", "", EXCLUDED);
		refuses("Unsupported parameter: n", "n: 2", "", EXCLUDED);
		refuses("Invalid role: developer", messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
	}

	private void openModels() {
		at("openrouter", "gemma-3-27b").refuses("No endpoints found that support tool use", TOOLS, "", EXCLUDED);
		at("together", "llama-3.3-70b").refuses("Input validation error",
				messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
		at("ollama", "gemma3:27b").refuses("does not support tools", TOOLS, "", FAULT);
		at("ollama", "gemma-3-27b").refuses("invalid image input", image("https://example.com/a.png"),
				image("data:image/png;base64," + PIXEL), EXCLUDED);
		refuses("invalid message content type", messages(USER, "{role: 'assistant', content: null}", USER),
				assistant(""), FAULT);
		at("vllm", "gemma-3-27b").refuses("Conversation roles must alternate",
				messages(USER, call("abcdefgh1", ""), result("abcdefgh1"), USER), assistant(""), ADAPTED);
		refuses("Conversation roles must alternate", messages(USER, USER), assistant(""), ADAPTED);
		refuses("System message must be at the beginning",
				messages(USER, "{role: 'assistant', content: 'Yes'}", "{role: 'system', content: 'Be brief'}", USER),
				assistant(""), ADAPTED);
		refuses("Unexpected message role", messages("{role: 'developer', content: 'Be brief'}", USER), "", ADAPTED);
	}

	private static String use(String id) {
		return "{role: 'assistant', content: [{type: 'tool_use', id: '" + id + "', name: 'look_up', input: {}}]}";
	}

	private static String used(String id) {
		return "{role: 'user', content: [{type: 'tool_result', tool_use_id: '" + id + "', content: 'Found'}]}";
	}

	private static String claudeTool(String schema, String more) {
		return "tools: [{name: 'look_up', input_schema: " + schema + more + "}]";
	}

	/** In Anthropic's own format: callers' requests are in {@link CallersRequests}. */
	private void anthropic() {
		String thinking = ", thinking: {type: 'enabled', budget_tokens: 1024}";
		at("anthropic", "claude-sonnet-4-5").refuses("cannot both be specified", "temperature: 0.5, top_p: 0.5",
				"temperature: 0.5", FAULT);
		refuses("temperature: range: 0..1", "temperature: 1.5", "temperature: 1", FAULT);
		refuses("seed: Extra inputs are not permitted", "seed: 1", "", FAULT);
		refuses("Thinking may not be enabled when tool_choice forces tool use",
				claudeTool(SCHEMA, "") + ", tool_choice: {type: 'any'}" + thinking,
				claudeTool(SCHEMA, "") + ", tool_choice: {type: 'auto'}" + thinking, FAULT);
		refuses("`temperature` may only be set to 1", "temperature: 0.5" + thinking, "temperature: 1" + thinking,
				FAULT);
		refuses("`top_p` must be greater than or equal to 0.95", "top_p: 0.5" + thinking, "top_p: 0.95" + thinking,
				FAULT);
		refuses("`top_k` must be unset", "top_k: 5" + thinking, "top_k: 5", FAULT);
		refuses("`max_tokens` must be greater than", "max_tokens: 1000" + thinking, "max_tokens: 1025" + thinking,
				FAULT);
		refuses("greater than or equal to 1024", "thinking: {type: 'enabled', budget_tokens: 5}", "", FAULT);
		refuses("tool_choice may only be specified", "tool_choice: {type: 'auto'}", "", FAULT);
		refuses("does not support oneOf, allOf, or anyOf", claudeTool("{type: 'object', oneOf: []}", ""),
				claudeTool(SCHEMA, ""), FAULT);
		refuses("input_schema.type: Input should be 'object'", claudeTool("{properties: {}}", ""),
				claudeTool(SCHEMA, ""), FAULT);
		refuses("Tool names must be unique", "tools: [{name: 'a', input_schema: {type: 'object'}}, {name: 'a', "
				+ "input_schema: {type: 'object'}}]", claudeTool(SCHEMA, ""), FAULT);
		refuses("name: String should match pattern", claudeTool(SCHEMA, "").replace("look_up", "look.up"),
				claudeTool(SCHEMA, ""), FAULT);
		refuses("property 'minimum' is not supported",
				"output_config: {format: {type: 'json_schema', schema: {type: 'object', properties: {a: {type: "
						+ "'integer', minimum: 1}}, additionalProperties: false}}}",
				"output_config: {format: {type: 'json_schema', schema: " + SCHEMA + "}}", FAULT);
		refuses("must be explicitly set to false",
				"output_config: {format: {type: 'json_schema', schema: {type: 'object', properties: {}}}}", "", FAULT);
		refuses("'minItems' values other than 0 or 1",
				claudeTool("{type: 'object', properties: {a: {type: 'array', minItems: 2, items: {type: 'string'}}}, "
						+ "additionalProperties: false}", ", strict: true"),
				claudeTool(SCHEMA, ", strict: true"), FAULT);
		refuses("must be non-empty", "system: [{type: 'text', text: ''}]", "system: [{type: 'text', text: 'x'}]",
				FAULT);
		refuses("must contain non-whitespace text", messages("{role: 'user', content: [{type: 'text', text: ' '}]}"),
				"", FAULT);
		refuses("all messages must have non-empty content", messages("{role: 'user', content: []}"), "", FAULT);
		refuses("Input should be 'user' or 'assistant'", messages("{role: 'system', content: 'x'}", USER), "", FAULT);
		refuses("tool_use.id: String should match pattern", messages(USER, use("call.1"), used("call.1")),
				messages(USER, use("call_1"), used("call_1")), FAULT);
		refuses("`tool_use` ids must be unique", messages(USER, use("a"), used("a"), use("a"), used("a")),
				messages(USER, use("a"), used("a"), use("b"), used("b")), FAULT);
		refuses("ids were found without `tool_result` blocks", messages(USER, use("a"), USER),
				messages(USER, use("a"), used("a")), FAULT);
		refuses("ids were found without `tool_result` blocks",
				messages(USER, use("a"), "{role: 'user', content: [{type: 'text', text: 'x'}, {type: 'tool_result', "
						+ "tool_use_id: 'a', content: 'y'}]}"),
				messages(USER, use("a"), used("a")), FAULT);
		refuses("unexpected `tool_use_id`", messages(USER, "{role: 'assistant', content: 'x'}", used("a")), "", FAULT);
		refuses("Input should be a valid dictionary",
				messages(USER, use("a").replace("input: {}", "input: '{}'"), used("a")),
				messages(USER, use("a"), used("a")), FAULT);
		refuses("Invalid `signature` in `thinking` block",
				messages(USER, "{role: 'assistant', content: [{type: 'thinking', thinking: 'x', signature: 'forged'}, "
						+ "{type: 'text', text: 'y'}]}", USER),
				assistant(""), FAULT);
		refuses("Invalid `data` in `redacted_thinking` block",
				messages(USER, "{role: 'assistant', content: [{type: 'redacted_thinking', data: 'forged'}, "
						+ "{type: 'text', text: 'y'}]}", USER),
				assistant(""), FAULT);
		refuses("thinking.cache_control: Extra inputs are not permitted",
				messages(USER, "{role: 'assistant', content: [{type: 'thinking', thinking: 'x', signature: 's', "
						+ "cache_control: {type: 'ephemeral'}}]}", USER),
				assistant(""), FAULT);
		refuses("Expected `thinking` or `redacted_thinking`, but found `tool_use`",
				messages(USER, use("a"), used("a")) + thinking, messages(USER, use("a"), used("a")), FAULT);
		refuses("Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
				messages("{role: 'user', content: [{type: 'image', source: {type: 'base64', media_type: 'image/jpg', "
						+ "data: '" + PIXEL + "'}}]}"),
				"", FAULT);
		refuses("appears to be a image/png image",
				messages("{role: 'user', content: [{type: 'image', source: {type: 'base64', media_type: 'image/jpeg', "
						+ "data: '" + PIXEL + "'}}]}"),
				messages("{role: 'user', content: [{type: 'image', source: {type: 'base64', media_type: 'image/png', "
						+ "data: '" + PIXEL + "'}}]}"),
				FAULT);
		refuses("Input should be 'application/pdf'",
				messages("{role: 'user', content: [{type: 'document', source: {type: 'base64', media_type: "
						+ "'text/plain', data: 'SGk='}}]}"),
				messages("{role: 'user', content: [{type: 'document', source: {type: 'text', media_type: "
						+ "'text/plain', data: 'Hi'}}]}"),
				FAULT);
		String marked = "{type: 'text', text: 'x', cache_control: {type: 'ephemeral'}}";
		refuses("A maximum of 4 blocks with cache_control may be provided. Found 5",
				messages(
						"{role: 'user', content: [" + String.join(", ", marked, marked, marked, marked, marked) + "]}"),
				messages("{role: 'user', content: [" + String.join(", ", marked, marked, marked, marked) + "]}"),
				FAULT);
		refuses("cannot be set for empty text blocks",
				messages("{role: 'user', content: [" + marked.replace("'x'", "''") + "]}"), "", FAULT);
		refuses("cannot end with trailing whitespace", messages(USER, "{role: 'assistant', content: 'So '}"),
				messages(USER, "{role: 'assistant', content: 'So'}"), FAULT);
		refuses("adaptive thinking is not supported", "thinking: {type: 'adaptive'}", "", FAULT);
		at("anthropic", "claude-opus-5").refuses("`temperature` is deprecated", "temperature: 0.5", "", FAULT);
		refuses("\"thinking.type.enabled\" is not supported", thinking.substring(2), "thinking: {type: 'adaptive'}",
				FAULT);
		refuses("does not support assistant message prefill", messages(USER, "{role: 'assistant', content: 'So'}"),
				assistant(""), FAULT);
	}

	private static String contents(String... contents) {
		return "contents: [" + String.join(", ", contents) + "]";
	}

	/** In Gemini's own format: callers' requests are in {@link CallersRequests}. */
	private void gemini() {
		String user = "{role: 'user', parts: [{text: 'Hi'}]}";
		String called = "{role: 'model', parts: [{functionCall: {name: 'look_up', args: {}}}]}";
		String result = "{role: 'user', parts: [{functionResponse: {name: 'look_up', response: {a: 1}}}]}";
		String tools = "tools: [{functionDeclarations: [{name: 'look_up', parametersJsonSchema: " + SCHEMA + "}]}]";
		String json = ", generationConfig: {responseMimeType: 'application/json'}";
		at("gemini", "gemini-2.5-flash").refuses("Unknown name \"zzz\": Cannot find field", "zzz: 1", "", FAULT);
		refuses("Unknown name \"additionalProperties\" at 'tools[0].function_declarations[0].parameters'",
				tools.replace("JsonSchema", ""), tools, FAULT);
		refuses("Invalid function name", tools.replace("look_up", "look up"), tools, FAULT);
		refuses("Please use a valid role", contents("{role: 'assistant', parts: [{text: 'x'}]}"), "", FAULT);
		refuses("contents.parts must not be empty", contents("{role: 'user', parts: []}"), "", FAULT);
		refuses("must have one initialized field", contents("{role: 'user', parts: [{text: ''}]}"), "", FAULT);
		refuses("function call turn comes immediately after a user turn",
				contents(user, "{role: 'model', parts: [{text: 'x'}]}", called, result), contents(user, called, result),
				FAULT);
		refuses("function response turn comes immediately after a function call turn", contents(user, result),
				contents(user, called, result), FAULT);
		refuses("number of function response parts is equal", contents(user, called, user),
				contents(user, called, result), FAULT);
		refuses("Corrupted thought signature",
				contents(user, called.replace("{functionCall", "{thoughtSignature: 'Zm9yZ2Vk', functionCall"), result),
				contents(user, called, result), FAULT);
		refuses("Penalty is not enabled", "generationConfig: {presencePenalty: 1}", "", FAULT);
		refuses("Logprobs is not enabled", "generationConfig: {responseLogprobs: true}", "", FAULT);
		refuses("must not exceed 5", "generationConfig: {stopSequences: ['1', '2', '3', '4', '5', '6']}", "", FAULT);
		refuses("Function calling with a response mime type", tools + json, tools, FAULT);
		refuses("Thinking level is not supported", "generationConfig: {thinkingConfig: {thinkingLevel: 'low'}}", "",
				FAULT);
		refuses("Unsupported MIME type: image/gif",
				contents("{role: 'user', parts: [{inlineData: {mimeType: 'image/gif', data: '" + GIF + "'}}]}"), "",
				FAULT);
		at("gemini", "gemini-2.5-pro").refuses("Budget 0 is invalid",
				"generationConfig: {thinkingConfig: {thinkingBudget: 0}}",
				"generationConfig: {thinkingConfig: {thinkingBudget: 128}}", FAULT);
		at("gemini", "gemini-3-pro-preview").refuses("Thinking level MINIMAL is not supported",
				"generationConfig: {thinkingConfig: {thinkingLevel: 'minimal'}}",
				"generationConfig: {thinkingConfig: {thinkingLevel: 'low'}}", FAULT);
		refuses("missing a thought_signature", contents(user, called, result), contents(user,
				called.replace("{functionCall", "{thoughtSignature: 'skip_thought_signature_validator', functionCall"),
				result), FAULT);
		refuses("Multiple candidates is not enabled", "generationConfig: {candidateCount: 2}", "", FAULT);
		refuses("Forced function calling (ANY mode)",
				tools + json + ", toolConfig: {functionCallingConfig: {mode: 'ANY'}}", tools + json, FAULT);
	}

}
