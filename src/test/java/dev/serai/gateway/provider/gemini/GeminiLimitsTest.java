package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_2_0;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_2_5;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_3;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.PROTOCOL;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.PRO_2_5;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.calls;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.request;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.result;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.system;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

class GeminiLimitsTest {

	private static final Tool TOOL = new Tool("clock", null, null, null);

	@ParameterizedTest
	@MethodSource("refused")
	void namesTheFieldThatNoGeminiCanBeTold(String param, ChatRequest request) {
		assertThat(PROTOCOL.cannotCarry(request)).map(Unmappable::param).contains(param);
	}

	static Stream<Arguments> refused() {
		Source.Data png = new Source.Data("image/png", "aW1n");
		return Stream.of(refused("messages", request(system("only"))),
				refused("messages[0].content[1]",
						request(new Message.System(List.of(new Part.Text("see"), new Part.Image(png, null))))),
				refused("messages[0].name", request(new Message.User(List.of(new Part.Text("Hi")), "ann"))),
				refused("messages[0].content[0]", request(says(new Part.Image(new Source.FileId("file-1"), null)))),
				refused("messages[0].content[0]",
						request(says(new Part.Image(new Source.Url("https://a.example/cat"), null)))),
				refused("messages[0].content[0]",
						request(says(new Part.Image(new Source.Url("file:///etc/passwd.png"), null)))),
				refused("messages[0].content[0]", request(says(new Part.Audio("cGNt", "pcm16")))),
				refused("messages[0].content", request(says(new Part.Image(png, "low"), new Part.Image(png, "high")))),
				refused("messages[1].tool_call_id", request(user("?"), result("c9", new Part.Text("1")))),
				refused("parallel_tool_calls", request(user("?")).tools(TOOL).parallelToolCalls(false)),
				refused("tools[1].function.name", request(user("?")).tools(TOOL, new Tool("1st", null, null, null))),
				refused("n", request(user("?")).choices(9)),
				refused("stop",
						request(user("?")).sampling(
								new Sampling(null, null, null, List.of("a", "b", "c", "d", "e", "f"), null, null))),
				refused("seed", request(user("?")).sampling(new Sampling(null, null, 1L << 40, List.of(), null, null))),
				refused("reasoning_effort", request(user("?")).reasoning("extreme", null)),
				refused("logit_bias", request(user("?")).extra("logit_bias", "{\"50256\":-100}")),
				refused("logprobs", request(user("?")).extra("logprobs", "true")),
				refused("metadata", request(user("?")).extra("metadata", "{\"a\":\"b\"}")),
				refused("service_tier", request(user("?")).extra("service_tier", "\"flex\"")),
				refused("top_k", request(user("?")).extra("top_k", "1.5")),
				refused("anything_new", request(user("?")).extra("anything_new", "false")));
	}

	private static Arguments refused(String param, GeminiFixtures.RequestBuilder request) {
		return Arguments.of(param, request.build());
	}

	private static Message.User says(Part... parts) {
		return new Message.User(List.of(parts), null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			store             | false
			logprobs          | false
			top_logprobs      | 0
			logit_bias        | {}
			service_tier      | "auto"
			modalities        | ["text"]
			metadata          | null
			safety_identifier | "u-1"
			prompt_cache_key  | "p-1"
			top_k             | 40
			""")
	void carriesExtrasThatAskForNothingOrCanBeSaid(String name, String json) {
		assertThat(PROTOCOL.cannotCarry(request(user("?")).extra(name, json).build())).isEmpty();
	}

	@Test
	void carriesARequestWithTheCallersNameForItsEndUserAndDoesNotForwardIt() {
		ChatRequest request = request(user("?")).user("end-user-7").build();
		assertThat(PROTOCOL.cannotCarry(request)).isEmpty();
		assertThat(GeminiFixtures.encoded(request, FLASH_2_5).toString()).doesNotContain("end-user-7");
	}

	@Test
	void knowsWhichModelsCanAnswerWithoutReasoning() {
		ChatRequest request = request(user("?")).reasoning("none", null).build();
		assertThat(PROTOCOL.cannotCarry(request)).isEmpty();
		assertThat(PROTOCOL.cannotCarryTo(FLASH_2_5, request)).isEmpty();
		assertThat(PROTOCOL.cannotCarryTo(FLASH_2_0, request)).isEmpty();
		assertThat(PROTOCOL.cannotCarryTo(PRO_2_5, request)).map(Unmappable::param).contains("reasoning_effort");
		assertThat(PROTOCOL.cannotCarryTo(FLASH_3, request)).map(Unmappable::param).contains("reasoning_effort");
	}

	@Test
	void asksNoReasoningOfAModelThatDoesNone() {
		ChatRequest request = request(user("?")).reasoning("high", null).build();
		assertThat(PROTOCOL.cannotCarryTo(FLASH_2_0, request)).map(Unmappable::param).contains("reasoning_effort");
		assertThat(PROTOCOL.cannotCarryTo(FLASH_3, request)).isEmpty();
	}

	@Test
	void knowsWhichModelsTakeToolsTogetherWithJson() {
		ChatRequest request = request(user("?")).tools(TOOL).format(new OutputFormat.JsonObject()).build();
		assertThat(PROTOCOL.cannotCarryTo(FLASH_2_5, request)).map(Unmappable::param).contains("response_format");
		assertThat(PROTOCOL.cannotCarryTo(FLASH_3, request)).isEmpty();
	}

}
