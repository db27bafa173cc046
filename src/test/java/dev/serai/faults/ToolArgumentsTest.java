package dev.serai.faults;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** R06: the arguments of a tool call are JSON text, and none at all are {@code {}}. */
class ToolArgumentsTest {

	/** Ways to give a call no arguments, as a field after others. */
	private static final List<String> NONE = List.of("", ",\"arguments\":null", ",\"arguments\":\"\"",
			",\"arguments\":\" \\n\\t \"", ",\"arguments\":\"null\"");

	private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
			+ "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}],";

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
	}

	static Stream<Arguments> answers() {
		Stream<Arguments> openAi = Stream.concat(NONE.stream().map(none -> openAi(none, "{}")),
				Stream.of(openAi(",\"arguments\":{\"a\":1.50}", "{\"a\":1.50}"), openAi(",\"arguments\":{}", "{}"),
						openAi(",\"arguments\":\"{\\\"a\\\":1}\"", "{\"a\":1}"),
						openAi(",\"arguments\":\"{\\\"a\\\":\"", "{\"a\":")));
		Stream<Arguments> anthropic = Stream.of("", ",\"input\":null", ",\"input\":{}", ",\"input\":\"\"")
			.map(none -> argumentSet("Anthropic" + none, Speaker.ANTHROPIC,
					"[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\"" + none + "}]", "tool_use", "{}"));
		Stream<Arguments> gemini = Stream.of("", ",\"args\":null", ",\"args\":{}", ",\"args\":\"\"")
			.map(none -> argumentSet("Gemini" + none, Speaker.GEMINI,
					"[{\"functionCall\":{\"name\":\"f\"" + none + "}}]", "STOP", "{}"));
		return Stream.of(openAi, anthropic, gemini).flatMap(all -> all);
	}

	private static Arguments openAi(String field, String expected) {
		return argumentSet("OpenAI" + field, Speaker.OPENAI,
				"[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\"" + field + "}}]", "tool_calls",
				expected);
	}

	@ParameterizedTest
	@MethodSource("answers")
	void aWholeAnswersCallsHaveJsonText(Speaker speaker, String content, String reason, String expected) {
		speaker.in(this.scene).plays((request, wire) -> wire.json(200, speaker.whole(content, reason)));
		HttpResponse<String> response = this.scene.patient(Said.request(speaker.alone));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(Gateway.json(response).at("/choices/0/message/tool_calls/0/function/arguments"))
			.isEqualTo(TextNode.valueOf(expected));
		assertThat(arguments(this.scene.heard(Said.streamRequest(speaker.alone)))).isEqualTo(expected);
	}

	static Stream<List<String>> fragments() {
		return Stream.of(List.of(), List.of("\"\""), List.of("null"), List.of("\" \"", "\"\\n\""), List.of("\"null\""),
				List.of("\"nu\"", "\"ll\""), List.of("\"\"", "\"\"", "null"));
	}

	@ParameterizedTest
	@MethodSource("fragments")
	void aStreamsCallWithoutArgumentsGetsAnEmptyObjectOnce(List<String> fragments) {
		for (boolean ends : new boolean[] { true, false }) {
			this.scene.alpha.plays((request, wire) -> {
				wire.stream().event(call("\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\"}"));
				for (String fragment : fragments) {
					wire.event(call("\"function\":{\"arguments\":" + fragment + "}"));
				}
				if (ends) {
					wire.event(Said.finish().replace("\"stop\"", "\"tool_calls\""));
				}
				wire.event("[DONE]").end();
			});
			Scene.Heard stream = this.scene.heard(Said.streamRequest("alone"));
			assertThat(arguments(stream)).as(stream.text()).isEqualTo("{}");
			assertThat(stream.text()).contains("[DONE]").doesNotContain("\"arguments\":null");
		}
	}

	@Test
	void eachOfSeveralCallsGetsItsOwn() {
		this.scene.alpha.plays((request, wire) -> Speaker.send(wire,
				call("\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}"),
				call("\"id\":\"t2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}")
					.replace("{\"index\":0,\"id\"", "{\"index\":1,\"id\""),
				call("\"function\":{\"arguments\":\"{\\\"b\\\":2}\"}").replace("[{\"index\":0,\"function\"",
						"[{\"index\":1,\"function\""),
				Said.finish().replace("\"stop\"", "\"tool_calls\""), "[DONE]"));
		Scene.Heard stream = this.scene.heard(Said.streamRequest("alone"));
		assertThat(arguments(stream, 0)).isEqualTo("{}");
		assertThat(arguments(stream, 1)).isEqualTo("{\"b\":2}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"\"", "null", "\" \"", "\"null\"" })
	void anAnthropicStreamsCallWithoutArgumentsGetsAnEmptyObject(String fragment) {
		String delta = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\""
				+ (fragment.isEmpty() ? "" : ",\"partial_json\":" + fragment) + "}}";
		this.scene.claude.plays((request, wire) -> Speaker.send(wire,
				"{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":\"m\"}}",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\","
						+ "\"name\":\"f\",\"input\":{}}}",
				delta, "{\"type\":\"content_block_stop\",\"index\":0}",
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
				"{\"type\":\"message_stop\"}"));
		assertThat(arguments(this.scene.heard(Said.streamRequest("said-by-claude")))).isEqualTo("{}");
	}

	@ParameterizedTest
	@EnumSource
	void aCallersHistoryReachesEveryProviderWithAnObject(Speaker speaker) {
		speaker.in(this.scene)
			.plays((request, wire) -> wire.json(200, speaker.whole("Hi.",
					(speaker == Speaker.GEMINI) ? "STOP" : (speaker == Speaker.OPENAI) ? "stop" : "end_turn")));
		for (String none : NONE) {
			HttpResponse<String> response = this.scene.patient("{\"model\":\"" + speaker.alone + "\"," + TOOLS
					+ "\"messages\":[{\"role\":\"user\",\"content\":\"?\"},{\"role\":\"assistant\",\"content\":null,"
					+ "\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\"" + none
					+ "}}]},{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"1\"}]}");
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			JsonNode sent = Gateway.json(speaker.in(this.scene).lastRequest().text());
			JsonNode arguments = switch (speaker) {
				case OPENAI -> Gateway.json(sent.at("/messages/1/tool_calls/0/function/arguments").asText("absent"));
				case ANTHROPIC -> sent.at("/messages/1/content/0/input");
				case GEMINI -> sent.at("/contents/1/parts/0/functionCall/args");
			};
			assertThat(arguments).as(none).isEqualTo(Gateway.json("{}"));
		}
	}

	private static String call(String fields) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
				+ "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0," + fields + "}]},\"finish_reason\":null}]}";
	}

	private static String arguments(Scene.Heard stream) {
		return arguments(stream, 0);
	}

	/** All fragments of a call, as a client puts them together. */
	private static String arguments(Scene.Heard stream, int index) {
		StringBuilder arguments = new StringBuilder();
		for (String event : Gateway.events(stream.text())) {
			if (event.startsWith("{")) {
				for (JsonNode call : Gateway.json(event).at("/choices/0/delta/tool_calls")) {
					if (call.path("index").asInt() == index) {
						arguments.append(call.at("/function/arguments").asText());
					}
				}
			}
		}
		return arguments.toString();
	}

}
