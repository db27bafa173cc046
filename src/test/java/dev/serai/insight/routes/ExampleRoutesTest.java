package dev.serai.insight.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

/** The examples in config/routes work as they are. */
@ExtendWith(OutputCaptureExtension.class)
class ExampleRoutesTest {

	private static final Path EXAMPLES = Path.of("config/routes");

	private static final String SUFFIX = ".camel.yaml.example";

	private static final Pattern TARGET = Pattern.compile("direct:([a-z-]+)");

	@Test
	void addAGuardrailAStepAnExportAndAnotherPlaceForCheckpoints(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		Path config = directory.resolve("config");
		Files.createDirectories(config.resolve("routes"));
		for (String example : List.of("guardrail.camel.yaml.example", "step.camel.yaml.example",
				"export.camel.yaml.example")) {
			Files.copy(EXAMPLES.resolve(example), config.resolve("routes").resolve(example.replace(".example", "")));
		}
		Path away = directory.resolve("away");
		Files.writeString(config.resolve("routes/checkpoint.camel.yaml"),
				Files.readString(EXAMPLES.resolve("checkpoint.camel.yaml.example"))
					.replaceAll("\\{\\{env:SERAI_CHECKPOINTS_DIR:[^}]*}}", away.toString()));
		Files.writeString(config.resolve("policies.yaml"),
				Files.readString(Path.of("config/policies.yaml"))
					.replace("\nguards: []", "\nguards: [no-cats]")
					.replace("\nguardrails: {}", "\nguardrails: { no-cats: { kind: route, mode: block } }"));
		try (FakeProvider provider = new FakeProvider();
				Gateway gateway = Gateway
					.start(Map.of("OPENAI_API_KEY", "sk-canary", "OPENAI_BASE_URL", provider.url() + "/v1"), config)) {
			provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));
			Operator operator = new Operator(gateway);

			HttpResponse<String> cats = gateway.chat(chat("I like cats"));
			assertThat(cats.statusCode()).as(cats.body()).isEqualTo(400);
			assertThat(cats.body()).contains("content_blocked");
			assertThat(gateway.chat(chat("I like dogs")).statusCode()).isEqualTo(200);

			assertThat(output.getAll()).contains("default asks for gpt-4o-mini");

			JsonNode keys = Gateway.json(operator.get("/api/exports/keys")).path("data");
			assertThat(keys.path(0).path("team").asText()).isEqualTo("default");
			assertThat(operator.get("/api/exports/keys?format=csv").body()).startsWith("team,key,created_at");

			HttpResponse<String> checkpoint = gateway
				.send(gateway.admin("/api/audit/checkpoints").POST(HttpRequest.BodyPublishers.ofString("{}")).build());
			assertThat(checkpoint.statusCode()).as(checkpoint.body()).isEqualTo(201);
			assertThat(away).isNotEmptyDirectory();
		}
	}

	@Test
	void keepEveryStepOfTheBuiltInPipelineInItsOrder() throws IOException {
		List<String> builtIn = targets(Path.of("src/main/resources/routes/call/pipeline.camel.yaml"));
		assertThat(targets(EXAMPLES.resolve("step.camel.yaml.example"))).containsSubsequence(builtIn);
	}

	/** An example that no test runs may not work. */
	@Test
	void areAllRunByATest() throws IOException {
		List<String> tests = sources();
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX)))
				.allSatisfy(
						name -> assertThat(tests).as("tests that run %s", name).anyMatch(test -> test.contains(name)));
		}
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			return files.filter(file -> file.toString().endsWith("Test.java")).map(ExampleRoutesTest::text).toList();
		}
	}

	private static List<String> targets(Path file) {
		return TARGET.matcher(text(file)).results().map(found -> found.group(1)).toList();
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String chat(String words) {
		return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
	}

}
