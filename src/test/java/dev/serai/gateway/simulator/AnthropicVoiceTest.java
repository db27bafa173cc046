package dev.serai.gateway.simulator;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicVoiceTest {

	private static final String TOOLS = """
			'tools':[{'name':'look_up','input_schema':{'type':'object','properties':{'id':{'type':'integer'}}}},
			{'name':'send_mail','input_schema':{'type':'object'}}]""";

	private static Simulator simulator;

	private static String url;

	@BeforeAll
	static void start() {
		simulator = Simulator.start(new SimulatorSettings(Duration.ofMillis(1), 100_000, 0), Clock.systemUTC());
		url = simulator.baseUrl("anthropic") + "/v1/messages";
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	@Test
	void answersInOnePieceWithALabelAndUsage() throws Exception {
		HttpResponse<String> response = SimulatorClient.post(url,
				"{'model':'claude-x','max_tokens':500,'system':'Be nice','messages':[{'role':'user','content':[{'type':'text','text':'Hello!'}]}]}");
		JsonNode body = SimulatorClient.json(response);
		assertThat(response.headers().firstValue("x-serai-simulated")).contains("true");
		assertThat(body.path("type").asText()).isEqualTo("message");
		assertThat(body.at("/content/0/text").asText()).startsWith("[simulated claude-x] ").contains("Hello!");
		assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
		assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(Math.ceilDiv("Be niceHello!".length(), 4));
		assertThat(body.at("/usage/output_tokens").asInt()).isPositive();
	}

	@Test
	void streamsTextInTheOrderOfEvents() throws Exception {
		HttpResponse<String> response = SimulatorClient.post(url,
				"{'model':'m','max_tokens':2,'stream':true,'messages':[{'role':'user','content':'Hi'}]}");
		List<JsonNode> events = SimulatorClient.events(response, "\n");
		assertThat(events).extracting((event) -> event.path("type").asText())
			.containsExactly("message_start", "content_block_start", "ping", "content_block_delta",
					"content_block_delta", "content_block_stop", "message_delta", "message_stop");
		assertThat(response.body()).startsWith("event: message_start\ndata: {");
		assertThat(SimulatorClient.joined(events, "/delta/text")).isEqualTo("[simulat");
		assertThat(events.get(6).at("/delta/stop_reason").asText()).isEqualTo("max_tokens");
		assertThat(events.get(6).at("/usage/output_tokens").asInt()).isEqualTo(2);
	}

	@Test
	void streamsEachToolCallInABlockOfItsOwn() throws Exception {
		List<JsonNode> events = SimulatorClient.events(SimulatorClient.post(url,
				"{'model':'m','max_tokens':500,'stream':true,'messages':[{'role':'user','content':'look_up 7, then send_mail'}],"
						+ TOOLS + "}"),
				"\n");
		List<JsonNode> starts = events.stream().filter((event) -> event.has("content_block")).toList();
		assertThat(starts).extracting((event) -> event.at("/content_block/name").asText())
			.containsExactly("look_up", "send_mail");
		assertThat(starts).extracting((event) -> event.path("index").asInt()).containsExactly(0, 1);
		assertThat(SimulatorClient.joined(events, "/delta/partial_json")).isEqualTo("{\"id\":1}{}");
		assertThat(SimulatorClient.joined(events, "/delta/stop_reason")).isEqualTo("tool_use");
	}

	@Test
	void callsTheToolThatIsNamed() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"{'model':'m','max_tokens':500,'tool_choice':{'type':'tool','name':'send_mail'},'messages':[{'role':'user','content':'Hi'}],"
						+ TOOLS + "}"));
		assertThat(body.at("/content/0/type").asText()).isEqualTo("tool_use");
		assertThat(body.at("/content/0/name").asText()).isEqualTo("send_mail");
		assertThat(body.at("/content/0/input").isObject()).isTrue();
		assertThat(body.path("content")).hasSize(1);
	}

	@Test
	void answersInTextAfterAToolResult() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"""
						{'model':'m','max_tokens':500,'messages':[{'role':'user','content':'look_up'},
						{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'look_up','input':{}}]},
						{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'text','text':'Found'}]}]}],
						%s}"""
					.formatted(TOOLS)));
		assertThat(body.at("/content/0/text").asText()).contains("The tool answered", "Found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "{'model':'m','messages':[{'role':'user','content':'Hi'}]}",
			"{'model':'m','max_tokens':9,'messages':'Hi'}" })
	void refusesWhatIsNoRequest(String json) throws Exception {
		HttpResponse<String> response = SimulatorClient.post(url, json);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(SimulatorClient.json(response).path("type").asText()).isEqualTo("error");
		assertThat(SimulatorClient.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
	}

}
