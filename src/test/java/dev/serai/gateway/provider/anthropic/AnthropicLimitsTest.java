package dev.serai.gateway.provider.anthropic;

import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.serai.gateway.provider.anthropic.Requests.calls;
import static dev.serai.gateway.provider.anthropic.Requests.chat;
import static dev.serai.gateway.provider.anthropic.Requests.extra;
import static dev.serai.gateway.provider.anthropic.Requests.json;
import static dev.serai.gateway.provider.anthropic.Requests.reasoning;
import static dev.serai.gateway.provider.anthropic.Requests.result;
import static dev.serai.gateway.provider.anthropic.Requests.sampling;
import static dev.serai.gateway.provider.anthropic.Requests.says;
import static dev.serai.gateway.provider.anthropic.Requests.tools;
import static dev.serai.gateway.provider.anthropic.Requests.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AnthropicLimitsTest {

	static Stream<Arguments> unsayable() {
		Part image = new Part.Image(new Source.Data("image/tiff", "QQ=="), null);
		return Stream.of(arguments("n", Requests.choices(2)),
				arguments("temperature", sampling(new Sampling(1.1, null, null, List.of(), null, null))),
				arguments("temperature",
						reasoning(sampling(new Sampling(0.2, null, null, List.of(), null, null)), "low")),
				arguments("top_p", reasoning(sampling(new Sampling(null, 0.5, null, List.of(), null, null)), "low")),
				arguments("seed", sampling(new Sampling(null, null, 7L, List.of(), null, null))),
				arguments("presence_penalty", sampling(new Sampling(null, null, null, List.of(), 0.1, null))),
				arguments("frequency_penalty", sampling(new Sampling(null, null, null, List.of(), null, -1d))),
				arguments("stop", sampling(new Sampling(null, null, null, List.of("\n"), null, null))),
				arguments("response_format", Requests.format(new OutputFormat.JsonObject())),
				arguments("reasoning_effort", reasoning("mighty", null, null)),
				arguments("reasoning", reasoning(null, 1023, null)),
				arguments("reasoning", reasoning(null, 2048, 2048)),
				arguments("tool_choice", tools(List.of(), new ToolChoice.Required(), null)),
				arguments("tool_choice",
						reasoning(tools(List.of(Requests.CLOCK), new ToolChoice.Named("clock"), null), "low")),
				arguments("tools[0].function.parameters",
						tools(List.of(new Tool("t", null, json("{\"type\":\"array\"}"), null)), null, null)),
				arguments("logit_bias", extra("logit_bias", "{\"1\":2}")),
				arguments("logprobs", extra("logprobs", "true")),
				arguments("metadata", extra("metadata", "{\"a\":\"b\"}")),
				arguments("service_tier", extra("service_tier", "\"flex\"")),
				arguments("prompt_cache_key", extra("prompt_cache_key", "\"k\"")),
				arguments("what_is_this", extra("what_is_this", "1")),
				arguments("top_k", reasoning(extra("top_k", "3"), "low")),
				arguments("messages", chat(new Message.System(List.of(new Part.Text("be good"))))),
				arguments("messages", chat(user(""))),
				arguments("messages[0].name", chat(new Message.User(List.of(new Part.Text("x")), "ann"))),
				arguments("messages[0].content[0]", chat(user(new Part.Audio("QQ==", "wav")))),
				arguments("messages[0].content[0]", chat(user(image))),
				arguments("messages[0].content[0]", chat(new Message.System(List.of(image)), user("x"))),
				arguments("messages[0].content[0].image_url.detail",
						chat(user(new Part.Image(new Source.Url("https://x.test"), "low")))),
				arguments("messages[0].content[0]",
						chat(user(new Part.Document(new Source.Data("text/csv", "QQ=="), null)))),
				arguments("messages[0].content[0]",
						chat(user(new Part.Document(new Source.Data("text/plain", "/w=="), null)))),
				arguments("messages[1].tool_call_id", chat(user("x"), result("a", "r"))),
				arguments("messages[4].tool_call_id",
						chat(user("x"), calls("a", "{}"), result("a", "r"), says("ok"), result("a", "again"))),
				arguments("messages[3]", chat(user("x"), calls("a", "{}"), user("never mind"), says("ok"))),
				arguments("messages[3].tool_calls[0].id",
						chat(user("x"), calls("a", "{}"), result("a", "r"), calls("a", "{}"), result("a", "r"))),
				arguments("messages", chat(user("x"), calls("a", "{}"))));
	}

	@ParameterizedTest
	@MethodSource("unsayable")
	void namesTheFieldThatCannotBeSaid(String param, ChatRequest request) {
		assertThat(new AnthropicChat().cannotCarry(request)).map(Unmappable::param).contains(param);
	}

	static Stream<ChatRequest> sayable() {
		return Stream.of(chat(user("x")), sampling(new Sampling(1d, 0.9, null, List.of("."), 0d, 0d)),
				reasoning("none", null, 10), reasoning("low", null, 10), extra("logprobs", "false"),
				extra("store", "false"), extra("metadata", "{}"), extra("logit_bias", "null"),
				extra("modalities", "[\"text\"]"), extra("service_tier", "\"auto\""),
				tools(List.of(Requests.CLOCK), new ToolChoice.Required(), false),
				chat(user("x"), calls("a", ""), calls("b", "{}"), result("b", ""), user("also"), result("a", "r")));
	}

	@ParameterizedTest
	@MethodSource("sayable")
	void carriesTheRest(ChatRequest request) {
		assertThat(new AnthropicChat().cannotCarry(request)).isEmpty();
	}

}
