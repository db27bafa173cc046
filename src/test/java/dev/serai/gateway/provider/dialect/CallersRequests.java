package dev.serai.gateway.provider.dialect;

import java.util.Collections;
import java.util.stream.Stream;

import dev.serai.gateway.provider.dialect.Refusal.Outcome;

/**
 * Requests in OpenAI's format that Anthropic or Gemini would refuse if they were
 * translated word for word.
 */
final class CallersRequests {

	private CallersRequests() {
	}

	static Stream<Refusal> all() {
		return Stream.concat(claude(), gemini());
	}

	private static Refusal of(String deployment, String rule, String request, Outcome outcome) {
		String[] names = deployment.split("/", 2);
		return new Refusal(names[0], names[1], rule, "{" + request + "}", "{}", outcome);
	}

	private static String marked(int count) {
		String part = "{type: 'text', text: 'Hi', cache_control: {type: 'ephemeral'}}";
		return Refusals
			.messages("{role: 'user', content: [" + String.join(", ", Collections.nCopies(count, part)) + "]}");
	}

	private static String user(String part) {
		return Refusals.messages("{role: 'user', content: [{type: 'text', text: 'See'}, " + part + "]}");
	}

	private static String reasoning(String details) {
		return Refusals.messages(Refusals.USER,
				"{role: 'assistant', content: 'Yes', reasoning_content: 'Hm', reasoning_details: [" + details + "]}",
				Refusals.USER);
	}

	private static Stream<Refusal> claude() {
		String old = "anthropic/claude-sonnet-4-5";
		String young = "anthropic/claude-opus-5";
		String twice = Refusals.messages(Refusals.USER, Refusals.call("a", ""), Refusals.result("a"),
				Refusals.call("a", ""), Refusals.result("a"));
		String parallel = Refusals.messages(Refusals.USER,
				"{role: 'assistant', content: null, tool_calls: [{id: 'a', type: 'function', function: {name: 'look_up', "
						+ "arguments: '{}'}}, {id: 'b', type: 'function', function: {name: 'look_up', arguments: '{}'}}]}",
				Refusals.result("b"), Refusals.result("a"), Refusals.USER);
		String limits = "response_format: {type: 'json_schema', json_schema: {name: 'A', schema: {type: 'object', "
				+ "properties: {a: {type: 'integer', minimum: 1, maximum: 9}, b: {type: 'array', minItems: 2, items: "
				+ "{type: 'string', maxLength: 5}}}}}}";
		return Stream
			.of(of(old, "temperature and top_p", "temperature: 0.5, top_p: 0.5", Outcome.ADAPTED),
					of(old, "temperature above 1", "temperature: 1.7", Outcome.EXCLUDED),
					of(young, "temperature deprecated", "temperature: 0.5", Outcome.EXCLUDED),
					of(old, "forced tool while thinking",
							"reasoning_effort: 'low', tool_choice: 'required', " + Refusals.TOOLS, Outcome.EXCLUDED),
					of(young, "forced tool while thinking",
							"reasoning_effort: 'low', tool_choice: 'required', " + Refusals.TOOLS, Outcome.EXCLUDED),
					of(old, "temperature while thinking", "reasoning_effort: 'low', temperature: 0.5",
							Outcome.EXCLUDED),
					of(old, "tool loop of another model while thinking",
							"reasoning_effort: 'low', " + Refusals.TOOLS + ", "
									+ Refusals.messages(Refusals.USER, Refusals.call("a", ""), Refusals.result("a")),
							Outcome.ADAPTED),
					of(old, "tool loop of another model and an empty answer while thinking",
							"reasoning_effort: 'low', " + Refusals.TOOLS + ", "
									+ Refusals.messages(Refusals.USER, Refusals.call("a", ""), Refusals.result("a"),
											Refusals.USER, "{role: 'assistant', content: ''}", Refusals.USER),
							Outcome.ADAPTED),
					of(old, "ids that repeat", twice + ", " + Refusals.TOOLS, Outcome.ADAPTED),
					of(old, "ids of other characters", twice.replace("'a'", "'call:é 1'") + ", " + Refusals.TOOLS,
							Outcome.ADAPTED),
					of(old, "results before text, in one message", parallel + ", " + Refusals.TOOLS, Outcome.ADAPTED),
					of(old, "root anyOf",
							"tools: ["
									+ Refusals.tool("look_up", "{type: 'object', anyOf: [" + Refusals.SCHEMA + "]}", "")
									+ "]",
							Outcome.ADAPTED),
					of(old, "parameters without type", "tools: ["
							+ Refusals.tool("look_up", "{}", "") + "]", Outcome.ADAPTED),
					of(old, "limits in an answer's schema", limits, Outcome.ADAPTED),
					of(old, "limits in a strict tool", "tools: ["
							+ Refusals.tool("look_up",
									"{type: 'object', properties: {a: {type: 'integer', minimum: "
											+ "1}}, required: ['a'], additionalProperties: false}",
									", strict: true")
							+ "]", Outcome.ADAPTED),
					of(old, "tool_choice without tools", "tool_choice: 'auto'", Outcome.ADAPTED),
					of(old, "blank texts",
							Refusals.messages("{role: 'system', content: ''}",
									"{role: 'user', content: [{type: 'text', text: ' '}, {type: 'text', text: 'Hi'}]}",
									"{role: 'assistant', content: ' '}", Refusals.USER),
							Outcome.ADAPTED),
					of(old, "trailing blanks of the last answer", Refusals
						.messages(Refusals.USER, "{role: 'assistant', content: 'So \\n'}"), Outcome.ADAPTED),
					of(young, "prefill", Refusals.messages(Refusals.USER, "{role: 'assistant', content: 'So'}"),
							Outcome.EXCLUDED),
					of(old, "a signature of Gemini", reasoning(
							"{type: 'reasoning.text', text: 'Hm', signature: 'Zm9v', format: 'google-gemini-v1', "
									+ "index: 0}"),
							Outcome.ADAPTED),
					of(old, "reasoning without a signature",
							reasoning("{type: 'reasoning.text', text: 'Hm', index: 0}"), Outcome.ADAPTED),
					of(old, "encrypted reasoning of OpenAI", reasoning(
							"{type: 'reasoning.encrypted', data: 'Zm9v', format: 'openai-responses-v1', index: 0}"),
							Outcome.ADAPTED),
					of(old, "image/jpg",
							user("{type: 'image_url', image_url: {url: 'data:image/jpg;base64," + JPEG + "'}}"),
							Outcome.ADAPTED),
					of(old, "an image that is declared wrongly",
							user("{type: 'image_url', image_url: {url: 'data:image/jpeg;base64," + Refusals.PIXEL
									+ "'}}"),
							Outcome.ADAPTED),
					of(old, "image/heic", user("{type: 'image_url', image_url: {url: 'data:image/heic;base64,AAAA'}}"),
							Outcome.EXCLUDED),
					of(old, "a text file",
							user("{type: 'file', file: {filename: 'a.csv', file_data: "
									+ "'data:text/csv;base64,YTti'}}"),
							Outcome.ADAPTED),
					of(old, "six markers", marked(6), Outcome.ADAPTED),
					of(old, "a marker on an empty text",
							marked(1).replace("'Hi'", "''").replace("]}]", ", {type: 'text', text: 'x'}]}]"),
							Outcome.ADAPTED),
					of(old, "a name", Refusals.messages("{role: 'user', name: 'Ada', content: 'Hi'}"), Outcome.ADAPTED),
					of(old, "penalties", "presence_penalty: 1", Outcome.EXCLUDED),
					of(old, "logit_bias", "logit_bias: {'1': 1}", Outcome.EXCLUDED),
					of(old, "n", "n: 2", Outcome.EXCLUDED), of(old, "seed", "seed: 7", Outcome.EXCLUDED),
					of(old, "store and metadata", "store: false, metadata: {a: 'b'}", Outcome.ADAPTED));
	}

	static final String JPEG = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////"
			+ "////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";

	private static Stream<Refusal> gemini() {
		String old = "gemini/gemini-2.5-flash";
		String young = "gemini/gemini-3.5-flash";
		String json = "messages: [{role: 'user', content: 'Answer in JSON'}], response_format: {type: 'json_object'}, "
				+ Refusals.TOOLS;
		String loop = Refusals.messages(Refusals.USER, Refusals.call("a", ""), Refusals.result("a"));
		return Stream.of(of(old, "a JSON answer with tools", json, Outcome.EXCLUDED),
				of(young, "a JSON answer with forced tools", json + ", tool_choice: 'required'", Outcome.EXCLUDED),
				of(young, "n", "n: 2", Outcome.EXCLUDED),
				of(young, "a call without a signature", loop + ", " + Refusals.TOOLS, Outcome.ADAPTED),
				of(young, "a signature of Anthropic",
						reasoning("{type: 'reasoning.text', text: 'Hm', signature: 'Zm9v', format: "
								+ "'anthropic-claude-v1', index: 0}"),
						Outcome.ADAPTED),
				of(young, "encrypted reasoning of Anthropic",
						reasoning(
								"{type: 'reasoning.encrypted', data: 'Zm9v', format: 'anthropic-claude-v1', index: 0}"),
						Outcome.ADAPTED),
				of(old, "an answer before a call",
						Refusals.messages(Refusals.USER, "{role: 'assistant', content: 'Well.'}",
								Refusals.call("a", ""), Refusals.result("a")) + ", " + Refusals.TOOLS,
						Outcome.ADAPTED),
				of(old, "a call at the beginning",
						Refusals.messages("{role: 'system', content: 'Be brief'}", Refusals.call("a", ""),
								Refusals.result("a")) + ", " + Refusals.TOOLS,
						Outcome.ADAPTED),
				of(old, "empty texts",
						Refusals.messages(Refusals.USER, "{role: 'assistant', content: ''}", Refusals.USER),
						Outcome.ADAPTED),
				of(old, "penalties", "presence_penalty: 1", Outcome.EXCLUDED),
				of(old, "image/gif",
						user("{type: 'image_url', image_url: {url: 'data:image/gif;base64," + Refusals.GIF + "'}}"),
						Outcome.EXCLUDED),
				of(old, "a name of a tool with a digit first",
						"tools: [" + Refusals.tool("1st", Refusals.SCHEMA, "") + "]", Outcome.EXCLUDED),
				of(old, "a name", Refusals.messages("{role: 'user', name: 'Ada', content: 'Hi'}"), Outcome.ADAPTED),
				of(old, "additionalProperties in a schema", Refusals.TOOLS, Outcome.ADAPTED),
				of(old, "store and user", "store: false, user: 'u', prompt_cache_key: 'k'", Outcome.ADAPTED),
				of("gemini/gemini-2.5-pro", "no reasoning", "reasoning_effort: 'none'", Outcome.EXCLUDED),
				of("gemini/gemini-3-pro-preview", "minimal reasoning", "reasoning_effort: 'minimal'", Outcome.ADAPTED));
	}

}
