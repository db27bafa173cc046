package dev.serai.gateway.provider.dialect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That the emulated providers refuse what they should, and nothing else. */
class StrictProvidersTest {

	private static final StrictProviders PROVIDERS = StrictProviders.start();

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@AfterAll
	static void close() {
		PROVIDERS.close();
		HTTP.close();
	}

	private static HttpResponse<String> post(String provider, String model, String body, boolean stream)
			throws IOException, InterruptedException {
		String path = switch (provider) {
			case "anthropic" -> "/v1/messages";
			case "gemini" ->
				"/v1beta/models/" + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
			default -> "/chat/completions";
		};
		return HTTP.send(HttpRequest.newBuilder(URI.create(PROVIDERS.baseUrl(provider) + path))
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	static Stream<Refusal> refusals() {
		return Refusals.all();
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void eachRuleRefusesInTheProvidersWordsAndAcceptsTheCorrection(Refusal rule) throws Exception {
		HttpResponse<String> refused = post(rule.provider(), rule.model(), rule.refusedBody(), false);
		assertThat(PROVIDERS.received().getLast().refused()).as("%s", refused.body()).isNotNull();
		assertThat(PROVIDERS.received().getLast().refused().text()).contains(rule.text());
		assertThat(refused.statusCode()).isIn(400, 404, 422);
		assertThat(JSON.readTree(refused.body()).isObject()).isTrue();
		HttpResponse<String> accepted = post(rule.provider(), rule.model(), rule.acceptedBody(), false);
		assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "anthropic", "gemini", "mistral", "cohere", "groq", "deepseek", "xai",
			"openrouter", "together", "perplexity", "ollama", "vllm" })
	void eachProviderAnswersWholeAndStreamed(String provider) throws Exception {
		String body = switch (provider) {
			case "anthropic" -> "{model: 'claude-opus-5', max_tokens: 99, messages: [{role: 'user', content: 'Hi'}]";
			case "gemini" -> "{contents: [{role: 'user', parts: [{text: 'Hi'}]}]";
			default -> "{model: 'm', messages: [{role: 'user', content: 'Hi'}]";
		};
		String model = "gemini-2.5-flash";
		HttpResponse<String> whole = post(provider, model, Refusal.read(body + "}").toString(), false);
		String more = provider.equals("gemini") ? "}" : ", stream: true}";
		HttpResponse<String> streamed = post(provider, model, Refusal.read(body + more).toString(), true);
		assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
		assertThat(whole.body()).contains("You asked about");
		assertThat(streamed.headers().firstValue("content-type")).hasValue("text/event-stream");
		assertThat(streamed.body()).contains("data: {");
	}

	@Test
	void aSignatureIsAcceptedFromItsOwnProviderWithItsOwnTextOnly() throws Exception {
		String start = "{model: 'claude-sonnet-4-5', max_tokens: 2000, thinking: {type: 'enabled', budget_tokens: 1024}, "
				+ "messages: [{role: 'user', content: 'Hi'}";
		JsonNode first = JSON.readTree(post("anthropic", "", Refusal.read(start + "]}").toString(), false).body());
		assertThat(first.at("/content/0/type").asText()).isEqualTo("thinking");
		String back = start + ", {role: 'assistant', content: " + first.path("content")
				+ "}, {role: 'user', content: 'And?'}]}";
		assertThat(post("anthropic", "", Refusal.read(back).toString(), false).statusCode()).isEqualTo(200);
		String changed = back.replace("Let me think.", "Let me pretend.");
		assertThat(post("anthropic", "", Refusal.read(changed).toString(), false).body())
			.contains("Invalid `signature` in `thinking` block");
	}

	@ParameterizedTest
	@ValueSource(strings = { "xai:^fc_.{38}$", "mistral:^[a-zA-Z0-9]{9}$", "deepseek:^call_00_.{24}$",
			"openrouter:^toolu_bdrk_.{24}$" })
	void callsHaveIdsOfTheProvidersForm(String form) throws Exception {
		String provider = form.substring(0, form.indexOf(':'));
		String body = "{model: 'm', messages: [{role: 'user', content: 'look up'}], " + Refusals.TOOLS + "}";
		JsonNode answer = JSON.readTree(post(provider, "", Refusal.read(body).toString(), false).body());
		assertThat(answer.at("/choices/0/message/tool_calls/0/id").asText())
			.matches(form.substring(form.indexOf(':') + 1));
	}

}
