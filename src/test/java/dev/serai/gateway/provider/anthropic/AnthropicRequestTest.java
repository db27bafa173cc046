package dev.serai.gateway.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.RequestSigner.Unsigned;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.serai.gateway.provider.anthropic.Requests.calls;
import static dev.serai.gateway.provider.anthropic.Requests.chat;
import static dev.serai.gateway.provider.anthropic.Requests.encoded;
import static dev.serai.gateway.provider.anthropic.Requests.json;
import static dev.serai.gateway.provider.anthropic.Requests.result;
import static dev.serai.gateway.provider.anthropic.Requests.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnthropicRequestTest {

	@Test
	void pathAndHeadersAreAnthropics() {
		assertThat(new AnthropicChat().path(Requests.deployment("x"), true)).isEqualTo("/v1/messages");
		AnthropicProtocol protocol = new AnthropicProtocol(InstantSource.system());
		assertThat(protocol.headers()).containsEntry("anthropic-version", "2023-06-01");
		Unsigned request = new Unsigned("POST", "https://api.anthropic.com/v1/messages", protocol.headers(),
				new byte[0]);
		assertThat(protocol.signer().sign(Requests.provider(), request)).isEqualTo(Map.of("x-api-key", "k-1"));
	}

	@Test
	void plainChatIsWrittenWithTheModelsOwnLimit() {
		assertThat(encoded(chat(user("hi")))).isEqualTo(json("""
				{"model": "claude-haiku-4-5", "max_tokens": 64000,
				 "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}]}"""));
	}

	@Test
	void instructionsMoveToTheHeadInOrderAndKeepTheirCacheMarks() {
		Message first = new Message.System(
				List.of(new Part.Text("one", json("{\"type\":\"ephemeral\"}")), new Part.Text(" ")));
		Message second = new Message.System(List.of(new Part.Text("two")));
		JsonNode body = encoded(chat(first, user("a"), second, user("b")));
		assertThat(body.path("system")).isEqualTo(json("""
				[{"type": "text", "text": "one", "cache_control": {"type": "ephemeral"}},
				 {"type": "text", "text": "two"}]"""));
		assertThat(body.path("messages")).isEqualTo(json("""
				[{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]"""));
	}

	@Test
	void parallelResultsShareOneTurnAndStandBeforeText() {
		Message twoCalls = new Message.Assistant(List.of(new Part.Text("wait"), new Part.Text("")),
				List.of(new ToolCall("a", "clock", "{\"zone\":1.10}", null), new ToolCall("b.1", "clock", "", null)),
				List.of());
		Message image = new Message.ToolResult("b.1",
				List.of(new Part.Image(new Source.Data("image/jpg", "QQ=="), null)));
		assertThat(encoded(chat(user("go"), twoCalls, user("and?"), result("a", "noon"), image)).path("messages"))
			.isEqualTo(json("""
					[{"role": "user", "content": [{"type": "text", "text": "go"}]},
					 {"role": "assistant", "content": [
					  {"type": "text", "text": "wait"},
					  {"type": "tool_use", "id": "a", "name": "clock", "input": {"zone": 1.10}},
					  {"type": "tool_use", "id": "b_x2e1", "name": "clock", "input": {}}]},
					 {"role": "user", "content": [
					  {"type": "tool_result", "tool_use_id": "a", "content": [{"type": "text", "text": "noon"}]},
					  {"type": "tool_result", "tool_use_id": "b_x2e1", "content": [{"type": "image",
					    "source": {"type": "base64", "media_type": "image/jpeg", "data": "QQ=="}}]},
					  {"type": "text", "text": "and?"}]}]"""));
	}

	@Test
	void argumentsKeepEveryDigit() {
		byte[] body = new AnthropicChat().encode(
				chat(user("x"), calls("a", "{\"n\":12345678901234567890.120}"), result("a", "")), new byte[0],
				Requests.deployment("m"));
		assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"input\":{\"n\":12345678901234567890.120}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"cut\":", "{} {}", "[1]" })
	void argumentsThatAreNoObjectGoBackAsText(String arguments) {
		assertThat(encoded(chat(user("x"), calls("a", arguments), result("a", "r"))).at("/messages/1/content/0/input"))
			.isEqualTo(JsonNodeFactory.instance.objectNode().put("unreadable_arguments", arguments));
	}

	@Test
	void anAnswerToContinueDoesNotEndInBlanks() {
		assertThat(encoded(chat(user("x"), Requests.says("Once upon \n"))).at("/messages/1/content/0/text").asText())
			.isEqualTo("Once upon");
	}

	@Test
	void reasoningOfAnotherProviderStaysBehind() {
		Message turn = new Message.Assistant(List.of(new Part.Text("so")), List.of(),
				List.of(new ReasoningBlock("hm", "sig", null, "google-gemini-v1")));
		assertThat(encoded(chat(user("x"), turn, user("y"))).at("/messages/1/content"))
			.isEqualTo(json("[{\"type\": \"text\", \"text\": \"so\"}]"));
	}

	@Test
	void signedReasoningGoesBackFirstAndUnsignedStaysBehind() {
		Message turn = new Message.Assistant(List.of(new Part.Text("so")), List.of(),
				List.of(new ReasoningBlock("hm", "sig", null), new ReasoningBlock(null, null, "enc"),
						new ReasoningBlock(null, "sig2", null), new ReasoningBlock("unsigned", null, null)));
		assertThat(encoded(chat(user("x"), turn)).path("messages").get(1).path("content")).isEqualTo(json("""
				[{"type": "thinking", "thinking": "hm", "signature": "sig"},
				 {"type": "redacted_thinking", "data": "enc"},
				 {"type": "thinking", "thinking": "", "signature": "sig2"},
				 {"type": "text", "text": "so"}]"""));
	}

	@Test
	void imagesAndDocumentsKeepTheirSource() {
		String text = Base64.getEncoder().encodeToString("grüße".getBytes(StandardCharsets.UTF_8));
		Message message = new Message.User(List.of(new Part.Image(new Source.Url("https://x.test/a.png"), "high"),
				new Part.Image(new Source.FileId("f-1"), null),
				new Part.Document(new Source.Data("application/pdf", "QQ=="), "a.pdf"),
				new Part.Document(new Source.Url("https://x.test/b.pdf"), null),
				new Part.Document(new Source.Data("text/plain; charset=utf-8", text), null)), null);
		assertThat(encoded(chat(message)).path("messages").get(0).path("content")).isEqualTo(json("""
				[{"type": "image", "source": {"type": "url", "url": "https://x.test/a.png"}},
				 {"type": "image", "source": {"type": "file", "file_id": "f-1"}},
				 {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "QQ=="},
				  "title": "a.pdf"},
				 {"type": "document", "source": {"type": "url", "url": "https://x.test/b.pdf"}},
				 {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "grüße"}}]"""));
	}

	@Test
	void toolsAreWrittenWithObjectSchemas() {
		Tool strict = new Tool("t", null, json("{\"properties\":{\"a\":{}},\"required\":[\"a\"]}"), true);
		assertThat(encoded(Requests.tools(List.of(Requests.CLOCK, strict), null, null)).path("tools"))
			.isEqualTo(json("""
					[{"name": "clock", "description": "Tells the time",
					  "input_schema": {"type": "object", "properties": {}}},
					 {"name": "t", "input_schema": {"type": "object", "properties": {"a": {}}, "required": ["a"]},
					  "strict": true}]"""));
	}

	@Test
	void toolChoiceIsTranslated() {
		assertThat(choice(new ToolChoice.Auto(), null)).isEqualTo(json("{\"type\":\"auto\"}"));
		assertThat(choice(new ToolChoice.None(), false)).isEqualTo(json("{\"type\":\"none\"}"));
		assertThat(choice(new ToolChoice.Required(), true)).isEqualTo(json("{\"type\":\"any\"}"));
		assertThat(choice(new ToolChoice.Named("clock"), false))
			.isEqualTo(json("{\"type\":\"tool\",\"name\":\"clock\",\"disable_parallel_tool_use\":true}"));
		assertThat(choice(null, false)).isEqualTo(json("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
		assertThat(choice(null, null).isMissingNode()).isTrue();
	}

	private static JsonNode choice(ToolChoice choice, Boolean parallel) {
		return encoded(Requests.tools(List.of(Requests.CLOCK), choice, parallel)).path("tool_choice");
	}

	@Test
	void schemaOutputCarriesItsDescription() {
		ChatRequest request = Requests
			.format(new OutputFormat.JsonSchema("dog", "A dog", json("{\"type\":\"object\"}"), true));
		assertThat(encoded(request).path("output_config")).isEqualTo(json("""
				{"format": {"type": "json_schema", "schema": {"type": "object", "description": "A dog"}}}"""));
	}

	@Test
	void samplingIsTranslated() {
		JsonNode body = encoded(Requests.sampling(new Sampling(0.5, 0.9, null, List.of("END"), 0d, 0d)));
		assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
		assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
		assertThat(body.path("stop_sequences")).isEqualTo(json("[\"END\"]"));
		assertThat(body.has("presence_penalty")).isFalse();
	}

	@Test
	void extrasOfTheSameMeaningAreMapped() {
		assertThat(encoded(Requests.extra("top_k", "5")).path("top_k").asInt()).isEqualTo(5);
		assertThat(encoded(Requests.extra("service_tier", "\"default\"")).path("service_tier").asText())
			.isEqualTo("standard_only");
		assertThat(encoded(Requests.extra("safety_identifier", "\"u\"")).at("/metadata/user_id").asText())
			.isEqualTo("u");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "claude-haiku-4-5,low,-,1024", "claude-sonnet-4-20250514,medium,-,4096",
					"claude-3-7-sonnet-20250219,high,-,16384", "other,xhigh,-,32000", "claude-opus-4-5,high,4000,2000",
					"claude-opus-4-5,low,2000,-", "claude-opus-4-5,none,-,-" })
	void olderModelsThinkWithinABudgetThatLeavesRoomToAnswer(String model, String effort, Integer maxTokens,
			Integer budget) {
		JsonNode body = encoded(Requests.reasoning(effort, null, maxTokens), model);
		assertThat(body.has("thinking")).isEqualTo(budget != null);
		if (budget != null) {
			assertThat(body.path("thinking"))
				.isEqualTo(json("{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "claude-opus-4-6,xhigh,high", "claude-opus-4-7,xhigh,xhigh", "claude-sonnet-5,minimal,low",
			"claude-fable-5,medium,medium" })
	void newerModelsThinkWithAnEffort(String model, String effort, String said) {
		JsonNode body = encoded(Requests.reasoning(effort, null, 100), model);
		assertThat(body.at("/thinking/type").asText()).isEqualTo("adaptive");
		assertThat(body.at("/output_config/effort").asText()).isEqualTo(said);
	}

	@Test
	void newerModelsAreToldNotToThink() {
		assertThat(encoded(Requests.reasoning("none", null, null), "claude-sonnet-5").path("thinking"))
			.isEqualTo(json("{\"type\":\"disabled\"}"));
	}

	@Test
	void budgetIsTakenAsGivenAndRefusedWhereItDoesNotFit() {
		assertThat(encoded(Requests.reasoning(null, 1500, 2000)).at("/thinking/budget_tokens").asInt()).isEqualTo(1500);
		assertThatThrownBy(() -> encoded(Requests.reasoning(null, 64_000, null))).isInstanceOf(CallRefused.class);
	}

	@Test
	void thinkingDoesNotBeginBetweenACallAndItsResult() {
		ChatRequest amid = Requests.reasoning(chat(user("x"), calls("a", "{}"), result("a", "r")), "low");
		assertThat(encoded(amid).has("thinking")).isFalse();
		assertThat(encoded(amid, "claude-opus-4-8").has("thinking")).isTrue();
		ChatRequest after = Requests
			.reasoning(chat(user("x"), calls("a", "{}"), result("a", "r"), Requests.says("ok"), user("y")), "low");
		assertThat(encoded(after).has("thinking")).isTrue();
	}

	@Test
	void halfASurrogatePairIsPassedOnForAnthropicToJudge() {
		assertThat(encoded(chat(user("a\ud83d!"))).at("/messages/0/content/0/text").asText()).isEqualTo("a\ud83d!");
	}

	@Test
	void halfASurrogatePairInArgumentsIsRefused() {
		ChatRequest request = chat(user("x"), calls("a", "{\"k\":\"a\ud83d!\"}"), result("a", "r"));
		assertThatThrownBy(() -> encoded(request)).isInstanceOf(CallRefused.class).hasMessageContaining("surrogate");
	}

}
