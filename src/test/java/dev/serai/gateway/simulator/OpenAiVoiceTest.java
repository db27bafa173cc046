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

class OpenAiVoiceTest {

	private static final String WEATHER_TOOL = """
			{'type':'function','function':{'name':'get_weather','parameters':{'type':'object',
			'properties':{'city':{'type':'string'},'days':{'type':'integer','minimum':2},'unit':{'enum':['C','F']}}}}}""";

	private static Simulator simulator;

	private static String url;

	@BeforeAll
	static void start() {
		simulator = Simulator.start(new SimulatorSettings(Duration.ofMillis(1), 100_000, 0), Clock.systemUTC());
		url = simulator.baseUrl("openai") + "/chat/completions";
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	@Test
	void answersInOnePieceWithALabelAndUsage() throws Exception {
		HttpResponse<String> response = SimulatorClient.post(url,
				"{'model':'gpt-x','messages':[{'role':'user','content':'Why is the sky blue?'}]}");
		JsonNode body = SimulatorClient.json(response);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-serai-simulated")).contains("true");
		assertThat(body.path("system_fingerprint").asText()).isEqualTo("serai-simulated");
		assertThat(body.path("object").asText()).isEqualTo("chat.completion");
		String text = body.at("/choices/0/message/content").asText();
		assertThat(text).startsWith("[simulated gpt-x] ").contains("Why is the sky blue?");
		assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
		assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
		assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(Math.ceilDiv(text.length(), 4));
	}

	@Test
	void saysTheSameForTheSameRequestStreamedOrNot() throws Exception {
		String request = "{'model':'gpt-x','messages':[{'role':'user','content':'Hi'}]";
		HttpResponse<String> whole = SimulatorClient.post(url, request + "}");
		HttpResponse<String> streamed = SimulatorClient.post(url, request + ",'stream':true}");
		assertThat(streamed.headers().firstValue("content-type")).contains("text/event-stream");
		assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
		List<JsonNode> events = SimulatorClient.events(streamed, "\n");
		assertThat(events.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
		assertThat(SimulatorClient.joined(events, "/choices/0/delta/content"))
			.isEqualTo(SimulatorClient.json(whole).at("/choices/0/message/content").asText());
		assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
		assertThat(events).noneMatch((event) -> event.has("usage"));
	}

	@Test
	void streamsUsageLastWhenAsked() throws Exception {
		List<JsonNode> events = SimulatorClient.events(SimulatorClient.post(url,
				"{'model':'m','messages':[{'role':'user','content':'Hi'}],'stream':true,'stream_options':{'include_usage':true}}"),
				"\n");
		assertThat(events.getLast().path("choices").isEmpty()).isTrue();
		assertThat(events.getLast().at("/usage/prompt_tokens").asInt()).isEqualTo(1);
		assertThat(events.getFirst().path("usage").isNull()).isTrue();
	}

	@Test
	void callsAToolThatTheUserMentions() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"{'model':'m','messages':[{'role':'user','content':'Please get weather for Oslo'}],'tools':["
						+ WEATHER_TOOL + "]}"));
		JsonNode call = body.at("/choices/0/message/tool_calls/0");
		assertThat(call.path("id").asText()).startsWith("call_");
		assertThat(call.at("/function/name").asText()).isEqualTo("get_weather");
		assertThat(SimulatorClient.parse(call.at("/function/arguments").asText()))
			.isEqualTo(SimulatorClient.parse("{\"city\":\"simulated\",\"days\":2,\"unit\":\"C\"}"));
		assertThat(body.at("/choices/0/message/content").isNull()).isTrue();
		assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
	}

	@Test
	void streamsAToolCallNameFirstThenItsArguments() throws Exception {
		List<JsonNode> events = SimulatorClient.events(SimulatorClient.post(url,
				"{'model':'m','stream':true,'tool_choice':'required','messages':[{'role':'user','content':'Hi'}],'tools':["
						+ WEATHER_TOOL + "]}"),
				"\n");
		String call = "/choices/0/delta/tool_calls/0";
		assertThat(events.get(1).at(call + "/function/name").asText()).isEqualTo("get_weather");
		assertThat(SimulatorClient.parse(SimulatorClient.joined(events, call + "/function/arguments"))
			.path("days")
			.asInt()).isEqualTo(2);
		assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
	}

	@Test
	void answersInTextAfterAToolResult() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"""
						{'model':'m','messages':[{'role':'user','content':'get_weather'},
						{'role':'assistant','tool_calls':[{'id':'1','type':'function','function':{'name':'get_weather','arguments':'{}'}}]},
						{'role':'tool','tool_call_id':'1','content':'Rain'}],'tools':[%s]}"""
					.formatted(WEATHER_TOOL)));
		assertThat(body.at("/choices/0/message/content").asText()).startsWith("[simulated m] The tool answered")
			.contains("Rain");
	}

	@Test
	void fillsTheSchemaThatIsAskedFor() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url, """
				{'model':'m','messages':[{'role':'user','content':'Hi'}],'response_format':{'type':'json_schema',
				'json_schema':{'name':'x','schema':{'type':'object','properties':{'ok':{'type':'boolean'}}}}}}"""));
		assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("{\"ok\":true}");
	}

	@Test
	void answersAnyJsonObjectWhenAsked() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"{'model':'m','messages':[{'role':'user','content':'Hi'}],'response_format':{'type':'json_object'}}"));
		assertThat(SimulatorClient.parse(body.at("/choices/0/message/content").asText()).path("simulated").asBoolean())
			.isTrue();
	}

	@Test
	void stopsAtTheLimitOfTokens() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(url,
				"{'model':'m','max_tokens':3,'n':2,'messages':[{'role':'user','content':'Hi'}]}"));
		assertThat(body.at("/choices/1/message/content").asText()).isEqualTo("[simulated m");
		assertThat(body.at("/choices/1/finish_reason").asText()).isEqualTo("length");
		assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(6);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{'model':'m'}", "{'model':'m','messages':[]}",
			"{'messages':[{'role':'user','content':'Hi'}]}" })
	void refusesWhatIsNoRequest(String json) throws Exception {
		HttpResponse<String> response = SimulatorClient.post(url, json);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(SimulatorClient.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
	}

}
