package dev.serai.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.endpoint.openai.ChatRequestReader;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.platform.error.CallRefused;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which questions are the same (L04). */
class QuestionsTest {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String WHOLE = """
			{"model":"m","stream":false,"n":2,"user":"u","seed":7,"temperature":0.5,"top_p":0.9,"stop":["a","b"],
			 "presence_penalty":1,"frequency_penalty":-1,"max_tokens":10,"parallel_tool_calls":true,
			 "reasoning_effort":"low","logit_bias":{"1":2,"3":4},"metadata":{"k":"v","l":"w"},"verbosity":"low",
			 "response_format":{"type":"json_schema","json_schema":{"name":"s","description":"d","strict":true,
			   "schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"number"}}}}},
			 "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,
			   "parameters":{"type":"object","properties":{"x":{"type":"integer","minimum":1}}}}}],
			 "tool_choice":{"type":"function","function":{"name":"f"}},
			 "messages":[{"role":"system","content":"Be brief"},
			   {"role":"user","name":"n","content":[{"type":"text","text":"What is this?"},
			     {"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]},
			   {"role":"assistant","content":"I look","tool_calls":[{"id":"c","type":"function",
			     "function":{"name":"f","arguments":"{}"}}]},
			   {"role":"tool","tool_call_id":"c","content":"3"}]}""";

	/** Where the order of fields is a part of what is asked. */
	private static final Set<String> ORDERED = Set.of("schema", "parameters");

	/** What is no part of the question, or may not be changed by itself. */
	private static final Set<String> FIXED = Set.of("stream", "type", "role", "id", "tool_call_id");

	static final ChatRequest CHAT = chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

	private static final Caller CALLER = caller(1, 1, Set.of());

	@Property(tries = 300)
	void L04_theOrderOfFieldsAndTheSpacesBetweenThemDoNotCount(@ForAll long seed) throws JsonProcessingException {
		JsonNode shuffled = shuffled(JSON.readTree(WHOLE), new Random(seed));
		assertThat(digest(chat(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled))))
			.isEqualTo(digest(chat(WHOLE)));
	}

	@Test
	void L04_everyValueCounts() throws JsonProcessingException {
		Set<String> seen = new HashSet<>(Set.of(digest(chat(WHOLE))));
		List<String> places = new ArrayList<>();
		collect(JSON.readTree(WHOLE), "", places);
		int tried = 0;
		for (String place : places) {
			JsonNode root = JSON.readTree(WHOLE);
			change(root, place);
			try {
				assertThat(seen.add(digest(chat(root.toString())))).as(place).isTrue();
				tried++;
			}
			catch (CallRefused notValid) {
				assertThat(place).as("a value that can be changed").contains("effort");
			}
		}
		assertThat(tried).isGreaterThanOrEqualTo(35);
	}

	@Test
	void L04_everyFieldThatCanBeLeftOutCounts() throws JsonProcessingException {
		Set<String> seen = new HashSet<>(Set.of(digest(chat(WHOLE))));
		for (String field : List.of("n", "user", "seed", "temperature", "top_p", "stop", "presence_penalty",
				"frequency_penalty", "max_tokens", "parallel_tool_calls", "reasoning_effort", "logit_bias", "metadata",
				"verbosity", "response_format", "tool_choice")) {
			ObjectNode root = (ObjectNode) JSON.readTree(WHOLE);
			root.remove(field);
			assertThat(seen.add(digest(chat(root.toString())))).as(field).isTrue();
		}
	}

	@Test
	void L04_teamOrganisationPolicyAndRightsCount() {
		Set<String> seen = new HashSet<>();
		for (Caller caller : List.of(CALLER, caller(1, 2, Set.of()), caller(2, 1, Set.of()), caller(1, 1, Set.of("m")),
				caller(1, 1, Set.of("m", "o")))) {
			assertThat(seen.add(Questions.of(caller, "p", "", "openai-chat", CHAT).digest())).as(caller.toString())
				.isTrue();
		}
		assertThat(seen.add(Questions.of(CALLER, "q", "", "openai-chat", CHAT).digest())).isTrue();
		assertThat(seen.add(Questions.of(CALLER, "p", "cards:REDACT", "openai-chat", CHAT).digest())).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"stream":true                         | "stream":false                                   | true
					"stream":true,"logprobs":true         | "logprobs":true                                  | false
					"logit_bias":{"1":1}                  | "logit_bias":{"1":1.0}                           | true
					"logit_bias":{"1":1}                  | "logit_bias":{"1":"1"}                           | false
					"verbosity":null                      | "verbosity":"low"                                | false
					"temperature":0                       | "temperature":0.0                                | true
					"max_tokens":5                        | "max_completion_tokens":5                        | true
					"stop":["a","b"]                      | "stop":["ab"]                                    | false
					"stop":["a","b"]                      | "stop":["b","a"]                                 | false
					"tools":[{"type":"function","function":{"name":"f","parameters":{"a":1,"b":2}}}] | "tools":[{"type":"function","function":{"name":"f","parameters":{"b":2,"a":1}}}] | false
					""",
			quoteCharacter = '\u0001')
	void L04_whatIsTheSame(String one, String other, boolean same) {
		String base = ",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
		assertThat(digest(chat("{" + one + base)).equals(digest(chat("{" + other + base)))).isEqualTo(same);
	}

	private static ChatRequest chat(String json) {
		return new ChatRequestReader().read(json.getBytes(StandardCharsets.UTF_8));
	}

	private static String digest(ChatRequest chat) {
		return Questions.of(CALLER, "p", "", "openai-chat", chat).digest();
	}

	private static Caller caller(int organisation, int team, Set<String> models) {
		return new Caller(new UUID(0, organisation), new UUID(1, team), "t", new UUID(2, 1), "k", ZoneOffset.UTC,
				models);
	}

	private static JsonNode shuffled(JsonNode node, Random random) {
		if (node instanceof ArrayNode array) {
			ArrayNode copy = JSON.createArrayNode();
			array.forEach(item -> copy.add(shuffled(item, random)));
			return copy;
		}
		if (!(node instanceof ObjectNode object)) {
			return node;
		}
		List<String> names = new ArrayList<>();
		object.fieldNames().forEachRemaining(names::add);
		Collections.shuffle(names, random);
		ObjectNode copy = JSON.createObjectNode();
		names.forEach(
				name -> copy.set(name, ORDERED.contains(name) ? object.get(name) : shuffled(object.get(name), random)));
		return copy;
	}

	/** All values of a request, by their places in it. */
	private static void collect(JsonNode node, String at, List<String> into) {
		if (node.isContainerNode()) {
			int index = 0;
			for (var fields = node.fieldNames(); node.isObject() && fields.hasNext();) {
				String name = fields.next();
				if (!FIXED.contains(name)) {
					collect(node.get(name), at + "/" + name, into);
				}
			}
			for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
				collect(item, at + "/" + index++, into);
			}
		}
		else {
			into.add(at);
		}
	}

	private static void change(JsonNode root, String place) {
		int slash = place.lastIndexOf('/');
		JsonNode parent = root.at(place.substring(0, slash));
		String name = place.substring(slash + 1);
		JsonNode old = root.at(place);
		JsonNode changed = old.isTextual() ? TextNode.valueOf(old.textValue() + "x")
				: old.isBoolean() ? JSON.getNodeFactory().booleanNode(!old.booleanValue())
						: old.isInt() ? JSON.getNodeFactory().numberNode(Math.max(0, old.intValue() - 1))
								: JSON.getNodeFactory().numberNode(old.doubleValue() / 2);
		if (parent instanceof ObjectNode object) {
			object.set(name, changed);
		}
		else if (parent instanceof ArrayNode array) {
			array.set(Integer.parseInt(name), changed);
		}
	}

}
