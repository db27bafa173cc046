package dev.serai.gateway.provider.dialect;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.Gateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That what one provider answered is a valid history at every other. */
class DialectMatrixTest {

	static final List<String> DEPLOYMENTS = StrictGateway.DEPLOYMENTS;

	private static final Set<String> WITHOUT_TOOLS = Set.of("perplexity/sonar-pro", "vllm/gemma-3-27b");

	private static final ObjectNode TOOLS = Refusal
		.read("{tools: [" + Refusals.tool("look_up", Refusals.SCHEMA, ", description: 'Looks a word up'") + ", "
				+ Refusals.tool("get_weather",
						"{type: 'object', properties: {city: {type: 'string', minLength: 1}, "
								+ "days: {type: 'integer', minimum: 1}}, required: ['city']}",
						"")
				+ "], max_completion_tokens: 3000}");

	private static final ObjectNode PLAIN = Refusal.read("{max_completion_tokens: 3000}");

	/** Those that reason when asked to, tools or no tools. */
	static final List<String> REASONING = List.of("openai/o4-mini", "anthropic/claude-opus-5",
			"anthropic/claude-sonnet-4-5", "gemini/gemini-3.5-flash", "gemini/gemini-2.5-flash",
			"mistral/mistral-small-2603", "cohere/command-a-plus-05-2026", "groq/gpt-oss-20b",
			"deepseek/deepseek-v4-pro", "xai/grok-4.5", "openrouter/kimi-k2.6", "together/glm-5", "ollama/qwen3-32b",
			"vllm/gpt-oss-20b");

	@ParameterizedTest
	@FieldSource("DEPLOYMENTS")
	void aToolLoopBegunHereGoesOnAnywhere(String first) {
		for (String second : DEPLOYMENTS) {
			StrictGateway.PROVIDERS.forget();
			moves(first, second, isStreamed(first, second));
		}
	}

	@ParameterizedTest
	@FieldSource("REASONING")
	void whatWasReasonedHereIsReadHereAndHurtsNobodyElse(String first) {
		ObjectNode reasoning = TOOLS.deepCopy().put("reasoning_effort", "low");
		for (String second : DEPLOYMENTS) {
			if (WITHOUT_TOOLS.contains(second)) {
				continue;
			}
			boolean stream = isStreamed(first, second);
			StrictGateway.PROVIDERS.forget();
			Chat chat = new Chat(StrictGateway.GATEWAY);
			chat.say("{role: 'user', content: 'Please look up the word and get weather for the city.'}");
			JsonNode answer = answered(chat, first, stream, reasoning);
			chat.answerCalls(answer, false);
			answered(chat, second, stream, TOOLS);
			chat.say("{role: 'user', content: 'Please look up another word.'}");
			chat.answerCalls(answered(chat, second, !stream, TOOLS), false);
			answered(chat, first, !stream, reasoning);
			chat.say("{role: 'user', content: 'Thanks. Go on.'}");
			answered(chat, first, stream, reasoning);
			if (first.startsWith("anthropic/")) {
				assertThat(StrictGateway.PROVIDERS.lastBody().toString()).contains("\"type\":\"thinking\"");
			}
		}
	}

	/** Half of the pairs begin with a stream; each of them has answers of both kinds. */
	private static boolean isStreamed(String first, String second) {
		return (DEPLOYMENTS.indexOf(first) + DEPLOYMENTS.indexOf(second)) % 2 == 0;
	}

	private static void moves(String first, String second, boolean stream) {
		boolean tools = !WITHOUT_TOOLS.contains(first);
		Chat chat = new Chat(StrictGateway.GATEWAY);
		chat.say("{role: 'developer', content: 'Be brief.'}",
				"{role: 'user', content: 'Please look up the word and get weather for the city.'}");
		JsonNode answer = answered(chat, first, stream, tools ? TOOLS : PLAIN);
		if (tools) {
			assertThat(answer.path("tool_calls")).as("calls of %s: %s", first, answer).hasSize(2);
			chat.answerCalls(answer, false);
		}
		else {
			chat.say("{role: 'user', content: 'And now?'}");
		}
		if (WITHOUT_TOOLS.contains(second) && tools) {
			HttpResponse<String> refused = chat.ask(second, stream, TOOLS);
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(error(refused)).startsWith("unsupported_");
			return;
		}
		answered(chat, second, stream, tools ? TOOLS : PLAIN);
		chat.say("{role: 'user', content: 'Thanks. Go on.'}");
		answered(chat, first, !stream, tools ? TOOLS : PLAIN);
		List<ToolPairs> pairs = ToolPairs.of(StrictGateway.PROVIDERS.received().getLast().asked());
		assertThat(pairs).hasSize(tools ? 2 : 0)
			.allSatisfy(pair -> assertThat(pair.result()).contains(Chat.resultOf(pair.tool())));
	}

	private static JsonNode answered(Chat chat, String model, boolean stream, ObjectNode parameters) {
		HttpResponse<String> response = chat.ask(model, stream, parameters);
		assertThat(StrictGateway.PROVIDERS.refusals()).as("refusals at %s of %s", model, chat.messages()).isEmpty();
		assertThat(response.statusCode()).as("%s: %s for %s", model, response.body(), chat.messages()).isEqualTo(200);
		return chat.keep(response, stream);
	}

	private static String error(HttpResponse<String> response) {
		return Gateway.json(response).path("error").path("code").asText();
	}

}
