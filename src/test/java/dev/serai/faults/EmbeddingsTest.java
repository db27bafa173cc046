package dev.serai.faults;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /v1/embeddings}: two providers of OpenAI's protocol and Gemini offer the
 * same vectors, and what holds for a chat holds for them.
 */
class EmbeddingsTest {

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
			    guards: [people, words]
			guardrails:
			  people: { kind: pii, mode: redact }
			  words: { kind: deny-list, mode: block, words: [forbidden fruit] }
			breaker: { slidingWindow: 1000, minimumCalls: 1000, failureRate: 100, openFor: 700ms, halfOpenCalls: 2, maxHalfOpen: 3s }
			""";

	private static final String MODELS = """
			models:
			  - name: vectors
			    operations: [embedding]
			    window: 50
			    inputs: [text]
			    deployments:
			      - {provider: alpha, name: vectors-v2, prices: [{from: 2020-01-01, input: 1}]}
			      - {provider: beta, prices: [{from: 2020-01-01, input: 300}]}
			  - name: others
			    operations: [embedding]
			    window: 50
			    inputs: [text]
			    deployments:
			      - {provider: beta, prices: [{from: 2020-01-01, input: 1}]}
			  - name: gemini-vectors
			    operations: [embedding]
			    window: 2000
			    inputs: [text]
			    deployments:
			      - {provider: gem, prices: [{from: 2020-01-01, input: 1}]}
			  - name: talker
			    window: 1000
			    maxOutput: 100
			    inputs: [text]
			    features: []
			    capability: 0.5
			    deployments:
			      - {provider: alpha, prices: [{from: 2020-01-01, input: 1, output: 1}]}
			""";

	private static final FakeProvider ALPHA = new FakeProvider();

	private static final FakeProvider BETA = new FakeProvider();

	private static final FakeProvider GEMINI = new FakeProvider();

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		gateway = new OwnConfiguration().provider("alpha", "openai", ALPHA.url() + "/v1")
			.provider("beta", "openai", BETA.url() + "/v1")
			.provider("gem", "gemini", GEMINI.url())
			.policies(POLICIES)
			.fallback("vectors", "others")
			.file("models.yaml", MODELS)
			.start();
	}

	@AfterAll
	static void stop() {
		gateway.close();
		ALPHA.close();
		BETA.close();
		GEMINI.close();
	}

	@BeforeEach
	void answer() {
		ALPHA.plays((request, wire) -> wire.json(200, answerOf(1, "vectors-v2", 7))).forget();
		BETA.plays((request, wire) -> wire.json(200, answerOf(1, "vectors", 7))).forget();
		GEMINI.plays((request, wire) -> wire.json(200, "{\"embeddings\":[{\"values\":[0.5,-0.25]}]}")).forget();
	}

	@Test
	void bytesPassBothWaysButForTheModelsName() {
		String odd = "{\"model\":\"vectors\", \"input\":\"A\",  \"input_type\":\"query\",\"dimensions\":2}";
		HttpResponse<String> response = embed(odd);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(ALPHA.lastRequest().target()).isEqualTo("/v1/embeddings");
		assertThat(ALPHA.lastRequest().text()).isEqualTo(odd.replace("\"vectors\"", "\"vectors-v2\""));
		assertThat(response.body()).isEqualTo(answerOf(1, "vectors-v2", 7));
	}

	@Test
	void isPricedRecordedAndCounted() {
		HttpResponse<String> response = embed("{\"model\":\"vectors\",\"input\":\"A\"}");
		assertThat(Scene.header(response, "x-serai-cost-usd")).isEqualTo("0.000007");
		assertThat(Scene.header(response, "x-serai-price-status")).isEqualTo("known");
		Map<String, Object> row = CacheScene.row(gateway, response);
		assertThat((BigDecimal) row.get("cost_usd")).isEqualByComparingTo("0.000007");
		assertThat(row).containsEntry("operation", "embedding")
			.containsEntry("outcome", "ok")
			.containsEntry("model_requested", "vectors");
	}

	@Test
	void anotherProviderOfTheModelTakesOverAndNoOtherModel() {
		ALPHA.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"down\"}}"));
		HttpResponse<String> response = embed("{\"model\":\"vectors\",\"input\":\"A\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");

		BETA.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"down\"}}")).forget();
		assertThat(embed("{\"model\":\"vectors\",\"input\":\"A\"}").statusCode()).isEqualTo(502);
		assertThat(BETA.requests()).as("asked for vectors, and not for others").hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":[]}", "{\"data\":[{\"embedding\":[]}]}", "not json", "{\"data\":{}}",
			"{\"data\":[{\"embedding\":[\"a\"]}]}", "{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}]}",
			"{\"data\":[{\"index\":5,\"embedding\":[1]}]}", "{\"data\":[{\"embedding\":\"!\"}]}",
			"{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}", "[]", "{\"data\":[{\"embedding\":[1]" })
	void anAnswerThatIsNoneIsAFailureOfItsProvider(String broken) {
		ALPHA.plays((request, wire) -> wire.json(200, broken));
		HttpResponse<String> response = embed("{\"model\":\"vectors\",\"input\":\"A\"}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");
	}

	@Test
	void aProviderThatIgnoresTheFormIsCorrected() throws Exception {
		JsonNode vector = Gateway.json(embed("{\"model\":\"vectors\",\"input\":\"A\",\"encoding_format\":\"base64\"}"))
			.at("/data/0/embedding");
		ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder().decode(vector.textValue()))
			.order(ByteOrder.LITTLE_ENDIAN);
		assertThat(new float[] { floats.getFloat(), floats.getFloat() }).containsExactly(0.25f, -1.5f);

		ALPHA.plays((request, wire) -> wire.json(200,
				answerOf(1, "m", 7).replace("[0.25,-1.5]", "\"" + vector.textValue() + "\"")));
		assertThat(Gateway.json(embed("{\"model\":\"vectors\",\"input\":\"A\"}")).at("/data/0/embedding").toString())
			.isEqualTo("[0.25,-1.5]");
	}

	@Test
	void aProviderThatTellsNoUsageIsCountedAndSaidToBe() {
		ALPHA.plays((request, wire) -> wire.json(200, "{\"data\":[{\"embedding\":[1,2]}],\"model\":\"m\"}"));
		HttpResponse<String> response = embed("{\"model\":\"vectors\",\"input\":\"One two three\"}");
		assertThat(Gateway.json(response).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
		assertThat(Scene.header(response, "x-serai-price-status")).isEqualTo("estimated");
	}

	@Test
	void geminiIsAskedInItsOwnWords() {
		GEMINI
			.plays((request, wire) -> wire.json(200, "{\"embeddings\":[{\"values\":[0.5,-0.25]},{\"values\":[1,2]}]}"));
		HttpResponse<String> response = embed(
				"{\"model\":\"gemini-vectors\",\"input\":[\"One\",\"Two\"],\"dimensions\":2}");
		assertThat(GEMINI.lastRequest().target()).isEqualTo("/v1beta/models/gemini-vectors:batchEmbedContents");
		assertThat(GEMINI.lastRequest().text()).isEqualTo("{\"requests\":["
				+ "{\"model\":\"models/gemini-vectors\",\"content\":{\"parts\":[{\"text\":\"One\"}]},\"outputDimensionality\":2},"
				+ "{\"model\":\"models/gemini-vectors\",\"content\":{\"parts\":[{\"text\":\"Two\"}]},\"outputDimensionality\":2}]}");
		JsonNode answer = Gateway.json(response);
		assertThat(answer.path("data").toString())
			.isEqualTo("[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-0.25]},"
					+ "{\"object\":\"embedding\",\"index\":1,\"embedding\":[1.0,2.0]}]");
		assertThat(answer.path("model").asText()).isEqualTo("gemini-vectors");
		assertThat(Scene.header(response, "x-serai-price-status")).as("Gemini tells no usage").isEqualTo("estimated");
	}

	@Test
	void geminiRefusesWhatItCannotBeTold() {
		HttpResponse<String> tokens = embed("{\"model\":\"gemini-vectors\",\"input\":[1,2]}");
		assertThat(tokens.statusCode()).isEqualTo(400);
		assertThat(Gateway.json(tokens).at("/error/param").asText()).isEqualTo("input");
		HttpResponse<String> many = embed(
				"{\"model\":\"gemini-vectors\",\"input\":[" + "\"a\",".repeat(100) + "\"a\"]}");
		assertThat(many.statusCode()).isEqualTo(400);
		assertThat(many.body()).contains("at most 100 texts");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'model':'vectors'}|input", "{'model':'vectors','input':[]}|input",
					"{'model':'vectors','input':''}|input", "{'model':'vectors','input':['a',1]}|input[1]",
					"{'model':'vectors','input':[1,'a']}|input[1]", "{'model':'vectors','input':[[]]}|input[0]",
					"{'model':'vectors','input':[[1],'a']}|input[1]", "{'model':'vectors','input':[1e99]}|input[0]",
					"{'model':'vectors','input':[999999999]}|input", "{'model':'vectors','input':{}}|input",
					"{'model':'vectors','input':'a','dimensions':0}|dimensions",
					"{'model':'vectors','input':'a','encoding_format':'hex'}|encoding_format", "{'input':'a'}|model",
					"{'model':'in-order','input':'a'}|model" })
	void aBadRequestNamesItsField(String body, String field) {
		HttpResponse<String> response = embed(body.replace('\'', '"'));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(Gateway.json(response).at("/error/param").asText()).isEqualTo(field);
		assertThat(ALPHA.requests()).isEmpty();
	}

	@Test
	void eachTextHasTheWindowForItself() {
		String text = "word ".repeat(40);
		ALPHA.plays((request, wire) -> wire.json(200, answerOf(3, "m", 120)));
		assertThat(embed("{\"model\":\"vectors\",\"input\":[\"%s\",\"%s\",\"%s\"]}".formatted(text, text, text))
			.statusCode()).isEqualTo(200);
		HttpResponse<String> tooLong = embed("{\"model\":\"vectors\",\"input\":\"%s\"}".formatted(text.repeat(3)));
		assertThat(tooLong.statusCode()).isEqualTo(400);
		assertThat(Gateway.json(tooLong).at("/error/code").asText()).isEqualTo("context_length_exceeded");
	}

	@Test
	void modelsAreAskedOnlyForWhatTheyServe() {
		HttpResponse<String> vectors = embed("{\"model\":\"talker\",\"input\":\"a\"}");
		assertThat(vectors.statusCode()).isEqualTo(404);
		assertThat(Gateway.json(vectors).at("/error/code").asText()).isEqualTo("operation_not_supported");
		HttpResponse<String> chat = gateway
			.chat("{\"model\":\"vectors\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
		assertThat(chat.statusCode()).isEqualTo(404);
		assertThat(chat.body()).contains("it serves embedding");
	}

	@Test
	void theSameTextsAreServedFromTheCache() {
		String body = "{\"model\":\"vectors\",\"input\":\"" + CacheScene.unique() + "\"}";
		embed(body, "x-serai-policy", "cached");
		HttpResponse<String> again = embed(body, "x-serai-policy", "cached");
		assertThat(Scene.header(again, "x-serai-cache")).isEqualTo("hit");
		assertThat(again.body()).isEqualTo(answerOf(1, "vectors-v2", 7));
		assertThat(ALPHA.requests()).hasSize(1);
		HttpResponse<String> other = embed(body.replace("}", ",\"dimensions\":2}"), "x-serai-policy", "cached");
		assertThat(Scene.header(other, "x-serai-cache")).isEqualTo("miss");
	}

	@Test
	void guardrailsReadTextsAndTokens() {
		HttpResponse<String> redacted = embed("{\"model\":\"vectors\",\"input\":\"Write to jane@example.com\"}",
				"x-serai-policy", "guarded");
		assertThat(redacted.statusCode()).as(redacted.body()).isEqualTo(200);
		assertThat(ALPHA.lastRequest().text()).doesNotContain("jane@example.com");

		// "forbidden fruit" in cl100k_base.
		ALPHA.forget();
		String blocked = "{\"model\":\"vectors\",\"input\":[2000,22886,14098]}";
		HttpResponse<String> tokens = embed(blocked, "x-serai-policy", "guarded");
		assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(400);
		assertThat(Gateway.json(tokens).at("/error/code").asText()).isEqualTo("content_blocked");
		assertThat(ALPHA.requests()).isEmpty();
	}

	@Test
	void limitsBudgetsAndRevokedKeysHold() {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		String[] authorization = { "authorization", "Bearer " + key.path("secret").asText() };
		String body = "{\"model\":\"vectors\",\"input\":\"a\"}";
		assertThat(embed(body, authorization).statusCode()).isEqualTo(200);

		assertThat(
				operator
					.send("PUT", "/api/limits",
							"{\"scope\":\"key\",\"subject\":\"" + key.path("id").asText()
									+ "\",\"requestsPerMinute\":1}")
					.statusCode())
			.isEqualTo(200);
		embed(body, authorization);
		assertThat(embed(body, authorization).statusCode()).as("the limit").isEqualTo(429);

		JsonNode poor = operator.newTeam();
		String[] asPoor = { "authorization", "Bearer " + operator.newKey(poor, "").path("secret").asText() };
		HttpResponse<String> budget = operator.post("/api/budgets", "{\"scope\":\"team\",\"teamId\":\""
				+ poor.path("id").asText() + "\",\"period\":\"total\",\"limitUsd\":\"0.000001\"}");
		assertThat(budget.statusCode()).as(budget.body()).isEqualTo(201);
		assertThat(embed(body, asPoor).statusCode()).as("the budget").isEqualTo(429);

		assertThat(operator.delete("/api/keys/" + key.path("id").asText()).statusCode()).isIn(200, 204);
		assertThat(embed(body, authorization).statusCode()).as("the revoked key").isEqualTo(401);
	}

	private static HttpResponse<String> embed(String body, String... headers) {
		var request = gateway.request("/v1/embeddings").POST(BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return gateway.send(request.build());
	}

	private static String answerOf(int vectors, String model, int tokens) {
		StringBuilder data = new StringBuilder();
		for (int i = 0; i < vectors; i++) {
			data.append(data.isEmpty() ? "" : ",")
				.append("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[0.25,-1.5]}".formatted(i));
		}
		return "{\"object\":\"list\",  \"data\":[%s],\"model\":\"%s\",\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d}}"
			.formatted(data, model, tokens, tokens);
	}

}
