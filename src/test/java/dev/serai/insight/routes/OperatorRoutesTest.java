package dev.serai.insight.routes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of config/routes, and what its README promises of them. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorRoutesTest {

	private static final String ADDED = """
			- route:
			    id: greeting
			    description: A new endpoint
			    from:
			      uri: platform-http:/greeting
			      parameters: { httpMethodRestrict: GET, headerFilterStrategy: "#contract-headers" }
			      steps:
			        - to: { id: then-greet, uri: "direct:greet" }
			- route:
			    id: greet
			    description: A new step
			    from:
			      uri: direct:greet
			      steps:
			        - setBody: { id: say-hello, constant: "hello" }
			- route:
			    id: careless
			    description: An endpoint that does not handle its errors
			    from:
			      uri: servlet:/careless
			      parameters: { servletName: v1, httpMethodRestrict: GET, httpBinding: "#call-binding" }
			      steps:
			        - throwException: { id: fail, exceptionType: java.lang.IllegalStateException, message: a secret word }
			- routeConfiguration:
			    id: own-ends
			    onCompletion:
			      - onCompletion:
			          id: own-end
			          steps:
			            - choice:
			                id: partner-or-not
			                when:
			                  - simple: "${header.partner} == 'a word of theirs'"
			                    steps:
			                      - stop: { id: no-more }
			""";

	private static final String ANSWERING = """
			- route:
			    id: open
			    description: Answers by itself
			    routeConfigurationId: every-call
			    from:
			      uri: servlet:/open
			      steps:
			        - process: { id: open-open, ref: open-call }
			        - to: { id: who-open, uri: "direct:authenticate" }
			        - setBody: { id: yes, constant: "yes" }
			- route:
			    id: shut
			    description: Answers with a status of its own
			    routeConfigurationId: every-call
			    from:
			      uri: servlet:/shut
			      steps:
			        - process: { id: open-shut, ref: open-call }
			        - to: { id: who-shut, uri: "direct:authenticate" }
			        - setHeader: { id: gone, name: CamelHttpResponseCode, constant: 410 }
			        - setBody: { id: no, constant: "no" }
			- route:
			    id: lost
			    description: Asks a route whose whole name only the call says
			    routeConfigurationId: every-call
			    from:
			      uri: servlet:/lost
			      steps:
			        - process: { id: open-lost, ref: open-call }
			        - to: { id: who-lost, uri: "direct:authenticate" }
			        - toD: { id: nowhere, uri: "direct:${header.none}nowhere" }
			""";

	private static final String WRITTEN_EARLIER = """
			- route:
			    id: road
			    description: The order of the steps, by the names of an earlier version
			    streamCache: false
			    errorHandler: { noErrorHandler: {} }
			    from:
			      uri: direct:road
			      steps:
			        - to: { id: one, uri: "direct:authenticate" }
			        - to: { id: two, uri: "direct:read" }
			        - choice:
			            id: always
			            when:
			              - simple: "true"
			                steps:
			                  - to: { id: three, uri: "direct:recall" }
			        - to: { id: four, uri: "direct:decide" }
			        - to: { id: five, uri: "direct:accept" }
			        - to: { id: six, uri: "direct:fall-back" }
			        - to: { id: seven, uri: "direct:reply" }
			- route:
			    id: reply
			    description: The reply, by the name that its bean had
			    from:
			      uri: direct:reply
			      steps:
			        - process: { id: say, ref: say-answer }
			        - setHeader: { id: mark, name: x-serai-site, constant: earlier }
			- route:
			    id: checkpoint-out
			    description: A copy of each checkpoint, by the name that the step had
			    from:
			      uri: direct:checkpoint-out
			      steps:
			        - process: { id: keep, ref: keep-checkpoint }
			        - log: { id: kept, message: "Kept ${header.CamelFileName}" }
			- route:
			    id: question
			    description: An endpoint, by the name that its configuration had
			    routeConfigurationId: every-question
			    from:
			      uri: servlet:/question
			      parameters: { servletName: v1, httpMethodRestrict: GET, httpBinding: "#call-binding" }
			      steps:
			        - process: { id: open, ref: open-question }
			        - to: { id: who, uri: "direct:authenticate" }
			""";

	@Test
	void takePreviousNamesForTheNewOnes(@TempDir Path configDir, CapturedOutput output) throws IOException {
		Path file = Files.createDirectories(configDir.resolve("routes")).resolve("earlier.camel.yaml");
		Files.writeString(file, WRITTEN_EARLIER);
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), configDir)) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			HttpResponse<String> answer = gateway
				.chat("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.headers().firstValue("x-serai-site")).contains("earlier");
			JsonNode routes = Gateway.json(gateway.send(gateway.admin("/api/routes").GET().build()).body())
				.path("data");
			assertThat(routes.findValuesAsText("id")).contains("pipeline").doesNotContain("road");
			assertThat(gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/question"))).GET().build())
				.statusCode()).isEqualTo(401);
			assertThat(routes.toString()).doesNotContain("by-itself")
				.contains("\"kind\":\"bean\",\"label\":\"audit-steps.keepCheckpoint\"");
			assertThat(gateway
				.send(gateway.admin("/api/audit/checkpoints").POST(HttpRequest.BodyPublishers.ofString("{}")).build())
				.statusCode()).isEqualTo(201);
		}
		assertThat(output.getAll()).contains("Route pipeline is replaced by " + file)
			.contains(file + " uses the name road of an earlier version; write pipeline instead")
			.contains("uses the name recall of an earlier version; write cache instead")
			.contains("uses the name say-answer of an earlier version; write write-answer instead")
			.contains("uses the name every-question of an earlier version; write every-request instead")
			.contains("uses the name keep-checkpoint of an earlier version; write audit-steps.keepCheckpoint instead")
			.contains("Kept ")
			.contains("uses the name open-question of an earlier version; write open-request instead");
	}

	@Test
	void addEndpointsThatAreAuthenticatedAndRecorded(@TempDir Path configDir) throws Exception {
		Path routes = Files.createDirectories(configDir.resolve("routes"));
		Files.copy(Path.of("config/routes/endpoint.camel.yaml.example"), routes.resolve("endpoint.camel.yaml"));
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), configDir)) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			String chat = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
			HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(gateway.url("/v1/support/answer")))
				.header("content-type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(chat));
			assertThat(own(post.build()).statusCode()).as("without a key").isEqualTo(401);
			HttpResponse<String> answer = own(
					post.header("authorization", "Bearer " + key.path("secret").asText()).build());
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(OneProvider.ANSWER);
			assertThat(answer.headers().firstValue("x-serai-desk")).contains("support");
			post.header("idempotency-key", "once");
			assertThat(own(post.build()).headers().firstValue("x-serai-desk")).contains("support");
			HttpResponse<String> repeated = own(post.build());
			assertThat(repeated.body()).isEqualTo(OneProvider.ANSWER);
			assertThat(repeated.headers().firstValue("x-serai-desk")).as("the pipeline has ended the call").isEmpty();
			String id = answer.headers().firstValue("x-request-id").orElseThrow();
			await().untilAsserted(() -> {
				HttpResponse<String> call = gateway.send(gateway.admin("/api/calls/" + id).GET().build());
				assertThat(call.statusCode()).isEqualTo(200);
				assertThat(Gateway.json(call).path("outcome").asText()).isEqualTo("ok");
				assertThat(Gateway.json(call).path("costUsd").asText()).isEqualTo("0.00021");
			});

			HttpRequest.Builder hours = HttpRequest.newBuilder(URI.create(gateway.url("/v1/support/hours"))).GET();
			assertThat(own(hours.build()).statusCode()).as("without a key").isEqualTo(401);
			HttpResponse<String> open = own(
					hours.header("authorization", "Bearer " + key.path("secret").asText()).build());
			assertThat(open.statusCode()).isEqualTo(200);
			assertThat(Gateway.json(open).path("monday").asText()).isEqualTo("9-17");
		}
	}

	@Test
	void areRecordedAsWhatTheyAnsweredAndFailAtOnceWhereNoRouteIs(@TempDir Path configDir) throws Exception {
		Files.writeString(Files.createDirectories(configDir.resolve("routes")).resolve("own.camel.yaml"), ANSWERING);
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), configDir)) {
			Map<String, String> outcomes = Map.of("/v1/open", "200 ok ", "/v1/shut", "410 refused route_answer",
					"/v1/lost", "500 error internal_error");
			for (Map.Entry<String, String> expected : outcomes.entrySet()) {
				long begin = System.nanoTime();
				HttpResponse<String> answer = own(HttpRequest.newBuilder(URI.create(gateway.url(expected.getKey())))
					.header("authorization", "Bearer " + gateway.key())
					.build());
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
				String id = answer.headers().firstValue("x-request-id").orElseThrow();
				await().untilAsserted(() -> {
					HttpResponse<String> call = gateway.send(gateway.admin("/api/calls/" + id).GET().build());
					assertThat(call.statusCode()).isEqualTo(200);
					JsonNode recorded = Gateway.json(call);
					assertThat(answer.statusCode() + " " + recorded.path("outcome").asText() + " "
							+ recorded.path("errorCode").asText(""))
						.as(recorded.toString())
						.isEqualTo(expected.getValue());
				});
			}
		}
	}

	@Test
	void replaceBuiltInRoutesOfTheirIdAndAddOthers(@TempDir Path configDir, CapturedOutput output) throws IOException {
		Path routes = Files.createDirectories(configDir.resolve("routes"));
		Files.copy(Path.of("config/routes/reply.camel.yaml.example"), routes.resolve("reply.camel.yaml"));
		Files.writeString(routes.resolve("own.camel.yaml"), ADDED);
		Files.writeString(routes.resolve("draft.yaml.example"), "this is no route");
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway.start(
						Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), configDir)) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			HttpResponse<String> answer = gateway
				.chat("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(OneProvider.ANSWER);
			assertThat(answer.headers().firstValue("x-serai-site")).contains("example");
			assertThat(answer.headers().firstValue("x-serai-cost-usd")).contains("0.00021");

			HttpResponse<String> greeting = gateway
				.send(HttpRequest.newBuilder(URI.create(gateway.url("/greeting"))).GET().build());
			assertThat(greeting.body()).isEqualTo("hello");

			HttpResponse<String> careless = gateway
				.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/careless"))).GET().build());
			assertThat(careless.statusCode()).isEqualTo(500);
			assertThat(careless.body()).contains("internal_error").doesNotContain("secret", "Exception");

			String told = gateway.send(gateway.admin("/api/routes").GET().build()).body();
			assertThat(told).as("what is decided by is the integration team's")
				.contains("own-ends", "partner-or-not")
				.doesNotContain("a word of theirs");
		}
		assertThat(output.getAll()).contains("Route reply is replaced by " + routes.resolve("reply.camel.yaml"))
			.contains("Route greeting is added by " + routes.resolve("own.camel.yaml"))
			.contains("Route greet is added by ")
			.doesNotContain("Route pipeline is ")
			.contains("models.yaml is not there: the built-in one is used");
	}

	/** The contract knows nothing of endpoints of one's own. */
	private static HttpResponse<String> own(HttpRequest request) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
	}

}
