package dev.serai.faults;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /v1/completions}: {@code native} serves them itself at two providers,
 * {@code talker}, {@code claude} and {@code gemini} only chat.
 */
class CompletionsTest {

	private static final String POLICIES = """
			default: in-order
			policies:
			  in-order:
			    description: The cheapest first
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    deadline: 20s
			  cached:
			    description: Kept for an hour
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    deadline: 20s
			    cache: { ttl: 1h }
			  guarded:
			    description: Guarded
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    deadline: 20s
			    guards: [words, people]
			guardrails:
			  words: { kind: deny-list, mode: block, words: [forbidden fruit] }
			  people: { kind: pii, mode: redact }
			breaker: { slidingWindow: 1000, minimumCalls: 1000, failureRate: 100, openFor: 700ms, halfOpenCalls: 2, maxHalfOpen: 3s }
			""";

	private static final String MODEL = """
			  - name: %s
			    operations: [%s]
			    window: 1000
			    maxOutput: 100
			    inputs: [text]
			    features: []
			    capability: 0.5
			    deployments:
			""";

	private static final String OFFER = "      - {provider: %s, prices: [{from: 2020-01-01, input: %d, output: %d}]}%n";

	private static final String WHOLE = """
			{"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"text":" Two.","index":0,\
			"logprobs":null,"finish_reason":"stop"}],  "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

	private static final String CHUNK = "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",  \"created\":1,"
			+ "\"choices\":[{\"text\":\"%s\",\"index\":0,\"logprobs\":null,\"finish_reason\":%s}],\"model\":\"m\"}";

	private static final String USAGE = "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1,\"choices\":[],"
			+ "\"model\":\"m\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";

	private static final FakeProvider ALPHA = new FakeProvider();

	private static final FakeProvider BETA = new FakeProvider();

	private static final FakeProvider CLAUDE = new FakeProvider();

	private static final FakeProvider GEMINI = new FakeProvider();

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		gateway = new OwnConfiguration().provider("alpha", "openai", ALPHA.url() + "/v1")
			.provider("beta", "openai", BETA.url() + "/v1")
			.provider("claude", "anthropic", CLAUDE.url())
			.provider("gem", "gemini", GEMINI.url())
			.policies(POLICIES)
			.file("models.yaml",
					"models:\n" + MODEL.formatted("native", "completion") + OFFER.formatted("alpha", 1, 1)
							+ OFFER.formatted("beta", 300, 300) + MODEL.formatted("talker", "chat")
							+ OFFER.formatted("alpha", 1, 1) + MODEL.formatted("claude", "chat")
							+ OFFER.formatted("claude", 1, 1) + MODEL.formatted("gemini", "chat")
							+ OFFER.formatted("gem", 1, 1))
			.start();
	}

	@AfterAll
	static void stop() {
		gateway.close();
		List.of(ALPHA, BETA, CLAUDE, GEMINI).forEach(FakeProvider::close);
	}

	@BeforeEach
	void answer() {
		for (FakeProvider provider : List.of(ALPHA, BETA)) {
			provider.plays((request, wire) -> {
				if (request.target().equals("/v1/chat/completions")) {
					wire.json(200, dev.serai.testing.OneProvider.ANSWER);
				}
				else if (request.text().contains("\"stream\":true")) {
					wire.stream()
						.event(CHUNK.formatted(" Tw", "null"))
						.event(CHUNK.formatted("o.", "\"stop\""))
						.event(USAGE)
						.event("[DONE]")
						.end();
				}
				else {
					wire.json(200, WHOLE);
				}
			}).forget();
		}
	}

	@Test
	void bytesPassBothWays() {
		String odd = "{\"model\":\"native\", \"prompt\":\"One\",  \"max_tokens\":5,\"min_p\":0.1}";
		HttpResponse<String> response = complete(odd);
		assertThat(response.body()).isEqualTo(WHOLE);
		assertThat(ALPHA.lastRequest().target()).isEqualTo("/v1/completions");
		assertThat(ALPHA.lastRequest().text()).isEqualTo(odd);
		assertThat(Scene.header(response, "x-serai-cost-usd")).isEqualTo("0.000005");
		assertThat(CacheScene.row(gateway, response)).containsEntry("operation", "completion");
	}

	@Test
	void aLimitThatIsNotNamedIsOpenAis() {
		complete("{\"model\":\"native\",\"prompt\":\"One\"}");
		assertThat(Gateway.json(ALPHA.lastRequest().text()).path("max_tokens").asInt()).isEqualTo(16);
	}

	@Test
	void aStreamPassesAsItCame() {
		HttpResponse<String> response = complete("{\"model\":\"native\",\"prompt\":\"One\",\"stream\":true}");
		assertThat(response.body()).isEqualTo("data: " + CHUNK.formatted(" Tw", "null") + "\n\ndata: "
				+ CHUNK.formatted("o.", "\"stop\"") + "\n\ndata: [DONE]\n\n");
		List<String> events = Gateway.events(complete(
				"{\"model\":\"native\",\"prompt\":\"One\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")
			.body());
		JsonNode last = Gateway.json(events.get(events.size() - 2));
		assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(5);
		assertThat(last.at("/serai/cost_usd").asText()).isEqualTo("0.000005");
		assertThat(last.path("object").asText()).isEqualTo("text_completion");
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void anotherProviderTakesOver(boolean stream) {
		ALPHA.plays((request, wire) -> wire.json(200, "{\"choices\":[]}"));
		HttpResponse<String> response = complete("{\"model\":\"native\",\"prompt\":\"One\",\"stream\":" + stream + "}");
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@Test
	void aModelThatChatsIsAskedForAChat() {
		HttpResponse<String> response = complete(
				"{\"model\":\"talker\",\"prompt\":\"One\",\"max_tokens\":5,\"temperature\":0.5,\"stop\":\"x\"}");
		assertThat(Gateway.json(ALPHA.lastRequest().text())).isEqualTo(Gateway.json("""
				{"model":"talker","messages":[{"role":"user","content":"One"}],"temperature":0.5,"stop":["x"],\
				"max_tokens":5}"""));
		JsonNode answer = Gateway.json(response);
		assertThat(answer.path("object").asText()).isEqualTo("text_completion");
		assertThat(answer.path("id").asText()).startsWith("cmpl-");
		assertThat(answer.path("choices").toString())
			.isEqualTo("[{\"text\":\"Hi.\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"stop\"}]");
		assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(1100);
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void everyProtocolServes(boolean stream) {
		CLAUDE.plays((request, wire) -> {
			if (stream) {
				wire.stream()
					.event("{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}")
					.event("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
					.event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Two.\"}}")
					.event("{\"type\":\"content_block_stop\",\"index\":0}")
					.event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}")
					.event("{\"type\":\"message_stop\"}")
					.end();
			}
			else {
				wire.json(200,
						"{\"id\":\"m\",\"type\":\"message\",\"model\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"Two.\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}");
			}
		});
		String gemini = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Two.\"}]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5}}";
		GEMINI.plays((request, wire) -> {
			if (stream) {
				wire.stream().event(gemini).end();
			}
			else {
				wire.json(200, gemini);
			}
		});
		for (String model : List.of("claude", "gemini")) {
			HttpResponse<String> response = complete(
					"{\"model\":\"%s\",\"prompt\":\"One\",\"stream\":%s}".formatted(model, stream));
			assertThat(response.body()).as(model).contains("\"text\":\"Two.\"").contains("text_completion");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "'prompt':['a','b']|prompt", "'prompt':[1,2]|prompt", "'prompt':''|prompt",
					"'prompt':'a','suffix':'b'|suffix", "'prompt':'a','echo':true|echo",
					"'prompt':'a','logprobs':1|logprobs", "'prompt':'a','best_of':2|best_of" })
	void whatAChatCannotSayIsRefusedWithItsField(String fields, String field) {
		HttpResponse<String> response = complete(("{'model':'talker'," + fields + "}").replace('\'', '"'));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(Gateway.json(response).at("/error/param").asText()).isEqualTo(field);
		HttpResponse<String> served = complete(("{'model':'native'," + fields + "}").replace('\'', '"'));
		assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{}|model", "{'model':'native'}|prompt", "{'model':'native','prompt':{}}|prompt",
					"{'model':'native','prompt':['a',1]}|prompt[1]", "{'model':'native','prompt':'a','n':0}|n",
					"{'model':'native','prompt':'a','n':3,'best_of':2}|best_of",
					"{'model':'native','prompt':'a','best_of':2,'stream':true}|best_of",
					"{'model':'native','prompt':'a','logprobs':6}|logprobs",
					"{'model':'native','prompt':'a','max_tokens':101}|max_tokens" })
	void aBadRequestNamesItsField(String body, String field) {
		HttpResponse<String> response = complete(body.replace('\'', '"'));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(Gateway.json(response).at("/error/param").asText()).isEqualTo(field);
		assertThat(ALPHA.requests()).isEmpty();
	}

	@Test
	void aKeptAnswerIsGivenAgainWholeAndStreamed() {
		String prompt = CacheScene.unique();
		String whole = "{\"model\":\"native\",\"prompt\":\"" + prompt + "\"}";
		String streamed = whole.replace("}", ",\"stream\":true}");
		complete(whole, "x-serai-policy", "cached");
		HttpResponse<String> again = complete(whole, "x-serai-policy", "cached");
		assertThat(Scene.header(again, "x-serai-cache")).isEqualTo("hit");
		assertThat(again.body()).isEqualTo(WHOLE);
		HttpResponse<String> asStream = complete(streamed, "x-serai-policy", "cached");
		assertThat(Scene.header(asStream, "x-serai-cache")).isEqualTo("hit");
		assertThat(asStream.body()).contains("\"text\":\" Two.\"").endsWith("data: [DONE]\n\n");

		String other = streamed.replace(prompt, CacheScene.unique());
		complete(other, "x-serai-policy", "cached");
		HttpResponse<String> asWhole = complete(other.replace(",\"stream\":true", ""), "x-serai-policy", "cached");
		assertThat(Scene.header(asWhole, "x-serai-cache")).isEqualTo("hit");
		assertThat(Gateway.json(asWhole).at("/choices/0/text").asText()).isEqualTo(" Two.");
		assertThat(ALPHA.requests()).hasSize(2);
	}

	@Test
	void guardrailsReadPromptsTokensAndAnswers() {
		for (String prompt : List.of("\"forbidden fruit\"", "[\"a\",\"forbidden fruit\"]", "[2000,22886,14098]",
				"\"a\",\"suffix\":\"forbidden fruit\"")) {
			HttpResponse<String> blocked = complete("{\"model\":\"native\",\"prompt\":" + prompt + "}",
					"x-serai-policy", "guarded");
			assertThat(blocked.statusCode()).as(prompt).isEqualTo(400);
			assertThat(Gateway.json(blocked).at("/error/code").asText()).isEqualTo("content_blocked");
		}
		assertThat(ALPHA.requests()).isEmpty();
		ALPHA.plays((request, wire) -> wire.json(200, WHOLE.replace(" Two.", "Ask jane@example.com")));
		HttpResponse<String> redacted = complete("{\"model\":\"native\",\"prompt\":\"Who is bob@example.com?\"}",
				"x-serai-policy", "guarded");
		assertThat(redacted.statusCode()).isEqualTo(200);
		assertThat(ALPHA.lastRequest().text()).doesNotContain("bob@example.com");
		assertThat(redacted.body()).doesNotContain("jane@example.com").contains("text_completion");
	}

	private static HttpResponse<String> complete(String body, String... headers) {
		var request = gateway.request("/v1/completions").POST(BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return gateway.send(request.build());
	}

}
