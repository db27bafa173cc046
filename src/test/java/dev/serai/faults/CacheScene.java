package dev.serai.faults;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;

import static dev.serai.testing.AwaitDefaults.awaitComing;

/**
 * One provider, {@code alpha}, with the model {@code alone}, whose answers are kept for
 * an hour unless a caller names the policy {@code uncached} or {@code brief}.
 */
final class CacheScene {

	private static final String POLICIES = """
			default: cached
			policies:
			  cached:
			    description: Kept for an hour
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    attempts: 1
			    deadline: 20s
			    cache: { ttl: 1h }
			  brief:
			    description: Kept for a second
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    attempts: 1
			    deadline: 20s
			    cache: { ttl: 1s }
			  guarded:
			    description: Kept for an hour, and guarded
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    attempts: 1
			    deadline: 20s
			    cache: { ttl: 1h }
			    guards: [people, words]
			  uncached:
			    description: Not kept
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    attempts: 1
			    deadline: 20s
			guardrails:
			  people: { kind: pii, mode: redact }
			  words: { kind: deny-list, mode: redact, words: [nowhere to be found] }
			breaker: { slidingWindow: 1000, minimumCalls: 1000, failureRate: 100, openFor: 700ms, halfOpenCalls: 2, maxHalfOpen: 3s }
			""";

	private static final AtomicInteger QUESTIONS = new AtomicInteger();

	private CacheScene() {
	}

	static OwnConfiguration with(FakeProvider alpha) {
		return new OwnConfiguration().provider("alpha", "openai", alpha.url() + "/v1")
			.model("alone", "alpha")
			.model("other", "alpha")
			.policies(POLICIES);
	}

	/** A question that no other test asks. */
	static String question() {
		return "{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"" + unique() + "\"}]}";
	}

	static String unique() {
		return "Question " + QUESTIONS.incrementAndGet();
	}

	static String streamed(String question) {
		return question.replaceFirst("\\{", "{\"stream\":true,");
	}

	static HttpResponse<String> chat(Gateway gateway, String body, String... headers) {
		return gateway.send(request(gateway, body, headers));
	}

	/**
	 * Of two nodes only the first has the first key, so whoever asks the second must name
	 * one.
	 */
	static HttpRequest request(Gateway gateway, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions")))
			.timeout(Duration.ofSeconds(60))
			.header("content-type", "application/json")
			.POST(BodyPublishers.ofString(body));
		if (!List.of(headers).contains("authorization")) {
			request.setHeader("authorization", "Bearer " + gateway.key());
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return request.build();
	}

	/** The header with the key of a new team. */
	static String[] newTeam(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		return new String[] { "authorization", "Bearer " + key.path("secret").asText() };
	}

	static String cache(HttpResponse<?> response) {
		return Scene.header(response, "x-serai-cache");
	}

	/** The row of a call, once it is there. */
	static Map<String, Object> row(Gateway gateway, HttpResponse<?> response) {
		return awaitComing()
			.until(() -> gateway.database()
				.sql("SELECT * FROM call WHERE id = ?::uuid")
				.param(Scene.header(response, "x-request-id"))
				.query()
				.listOfRows(), found -> !found.isEmpty())
			.getFirst();
	}

}
