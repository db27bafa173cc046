package dev.serai.insight.routes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes of config/routes, and what its README promises of them. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorRoutesTest {

	private static final String ADDED = """
			- route:
			    id: greeting
			    description: A new door
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

			String told = gateway.send(gateway.admin("/api/routes").GET().build()).body();
			assertThat(told).as("what is decided by is the integration team's")
				.contains("own-ends", "partner-or-not")
				.doesNotContain("a word of theirs");
		}
		assertThat(output.getAll()).contains("Route reply is replaced by " + routes.resolve("reply.camel.yaml"))
			.contains("Route greeting is added by " + routes.resolve("own.camel.yaml"))
			.contains("Route greet is added by ")
			.doesNotContain("Route road is ")
			.contains("models.yaml is not there: the built-in one is used");
	}

}
