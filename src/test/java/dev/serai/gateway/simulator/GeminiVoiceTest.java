package dev.serai.gateway.simulator;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiVoiceTest {

	private static final String HELLO = "'contents':[{'role':'user','parts':[{'text':'Hello!'}]}]";

	private static Simulator simulator;

	private static String model;

	@BeforeAll
	static void start() {
		simulator = Simulator.start(new SimulatorSettings(Duration.ofMillis(1), 100_000, 0), Clock.systemUTC());
		model = simulator.baseUrl("gemini") + "/v1beta/models/gemini-x";
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	@Test
	void answersInOnePieceWithALabelAndUsage() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(model + ":generateContent", "{" + HELLO + "}"));
		assertThat(body.at("/candidates/0/content/parts/0/text").asText()).startsWith("[simulated gemini-x] ")
			.contains("Hello!");
		assertThat(body.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
		assertThat(body.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(2);
		assertThat(body.at("/usageMetadata/totalTokenCount").asInt())
			.isEqualTo(2 + body.at("/usageMetadata/candidatesTokenCount").asInt());
	}

	@Test
	void streamsWithCrLfAndGrowingUsage() throws Exception {
		HttpResponse<String> response = SimulatorClient.post(model + ":streamGenerateContent?alt=sse",
				"{" + HELLO + ",'generationConfig':{'maxOutputTokens':3}}");
		assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
		List<JsonNode> events = SimulatorClient.events(response, "\r\n");
		assertThat(SimulatorClient.joined(events, "/candidates/0/content/parts/0/text")).isEqualTo("[simulated g");
		assertThat(events).extracting((event) -> event.at("/usageMetadata/candidatesTokenCount").asInt())
			.containsExactly(1, 2, 3);
		assertThat(SimulatorClient.joined(events, "/candidates/0/finishReason")).isEqualTo("MAX_TOKENS");
	}

	@Test
	void callsAToolWithArgumentsInGeminisDialect() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(model + ":generateContent", "{" + HELLO
				+ """
						,'toolConfig':{'functionCallingConfig':{'mode':'ANY'}},'tools':[{'functionDeclarations':[{'name':'plan',
						'parameters':{'type':'OBJECT','properties':{'steps':{'type':'ARRAY','items':{'type':'STRING'}}}}}]}]}"""));
		JsonNode call = body.at("/candidates/0/content/parts/0/functionCall");
		assertThat(call.path("name").asText()).isEqualTo("plan");
		assertThat(call.at("/args/steps/0").asText()).isEqualTo("simulated");
		assertThat(body.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
	}

	@Test
	void answersInTextAfterAToolResult() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(model + ":generateContent", """
				{'contents':[{'role':'user','parts':[{'functionResponse':{'name':'plan','response':{'done':true}}}]}],
				'tools':[{'functionDeclarations':[{'name':'plan'}]}]}"""));
		assertThat(body.at("/candidates/0/content/parts/0/text").asText()).contains("The tool answered", "done");
	}

	@Test
	void fillsTheSchemaThatIsAskedFor() throws Exception {
		JsonNode body = SimulatorClient.json(SimulatorClient.post(model + ":generateContent", "{" + HELLO + """
				,'generationConfig':{'responseMimeType':'application/json',
				'responseSchema':{'type':'OBJECT','properties':{'n':{'type':'INTEGER'}}}}}"""));
		assertThat(body.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("{\"n\":1}");
	}

	@Test
	void refusesWhatIsNoRequest() throws Exception {
		HttpResponse<String> response = SimulatorClient.post(model + ":generateContent", "{}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(SimulatorClient.json(response).at("/error/code").asInt()).isEqualTo(400);
		assertThat(SimulatorClient.json(response).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
	}

}
