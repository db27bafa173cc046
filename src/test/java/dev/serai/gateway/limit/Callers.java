package dev.serai.gateway.limit;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers with keys that have limits. */
final class Callers {

	private Callers() {
	}

	/** A new team's new key. */
	static JsonNode newKey(Gateway gateway) {
		Operator operator = new Operator(gateway);
		return operator.newKey(operator.newTeam(), "");
	}

	/**
	 * Sets a limit.
	 * @param figures its further fields, each begun with a comma
	 */
	static void limit(Gateway gateway, String scope, String subject, String figures) {
		HttpResponse<String> set = put(gateway,
				"{\"scope\":\"" + scope + "\",\"subject\":\"" + subject + "\"" + figures + "}");
		assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
	}

	static HttpResponse<String> put(Gateway gateway, String body) {
		return gateway.send(gateway.admin("/api/limits").PUT(BodyPublishers.ofString(body)).build());
	}

	/** Asks with a key; more are further fields, each begun with a comma. */
	static HttpResponse<String> chat(Gateway gateway, JsonNode key, String more) {
		return chat(gateway, key, "gpt-4o-mini", more);
	}

	static HttpResponse<String> chat(Gateway gateway, JsonNode key, String model, String more) {
		return gateway.send(gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString(body(model, more)))
			.build());
	}

	private static String body(String model, String more) {
		return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
	}

	/** Begins a streamed answer; whoever closes it has gone. */
	static InputStream stream(HttpClient client, Gateway gateway, JsonNode key) throws Exception {
		HttpResponse<InputStream> answer = client.send(gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString(body("gpt-4o-mini", ",\"stream\":true")))
			.build(), BodyHandlers.ofInputStream());
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	/** The answers to as many calls at once, spread over gateways. */
	static List<HttpResponse<String>> atOnce(int calls, JsonNode key, String more, Gateway... gateways)
			throws Exception {
		return together(IntStream.range(0, calls)
			.mapToObj(i -> (Callable<HttpResponse<String>>) () -> chat(gateways[i % gateways.length], key, more)));
	}

	static <T> List<T> together(Stream<Callable<T>> tasks) throws Exception {
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<T> done = new ArrayList<>();
			for (Future<T> future : executor.invokeAll(tasks.toList())) {
				done.add(future.get());
			}
			return done;
		}
	}

	static long admitted(List<HttpResponse<String>> answers) {
		assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 429);
		return answers.stream().filter(answer -> answer.statusCode() == 200).count();
	}

	static String header(HttpResponse<?> answer, String name) {
		return answer.headers().firstValue(name).orElse("");
	}

	static String code(HttpResponse<String> answer) {
		return Gateway.json(answer).path("error").path("code").asText();
	}

}
