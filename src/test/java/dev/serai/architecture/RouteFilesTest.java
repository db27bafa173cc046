package dev.serai.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes are code: they are checked like it. */
class RouteFilesTest {

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

	private static final JsonSchema CAMEL = camel();

	private static final DefaultCamelCatalog CATALOG = new DefaultCamelCatalog(true);

	private static JsonSchema camel() {
		try (InputStream schema = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
			assertThat(schema).isNotNull();
			return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Path> files() {
		return below("src/main/resources/routes", ".camel.yaml");
	}

	/** What operators copy. */
	static List<Path> examples() {
		return below("config/routes", ".camel.yaml.example");
	}

	static List<Path> filesAndExamples() {
		return Stream.concat(files().stream(), examples().stream()).toList();
	}

	private static List<Path> below(String directory, String suffix) {
		try (Stream<Path> files = Files.walk(Path.of(directory))) {
			return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("filesAndExamples")
	void fitsTheSchemaOfCamelsYamlDsl(Path file) throws IOException {
		assertThat(CAMEL.validate(YAML.readTree(file.toFile()))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("filesAndExamples")
	void namesEveryRouteAndStepAndSaysWhatRoutesAreFor(Path file) throws IOException {
		for (JsonNode item : YAML.readTree(file.toFile())) {
			String kind = item.fieldNames().next();
			JsonNode definition = item.path(kind);
			assertThat(definition.path("id").asText()).as("id of a %s in %s", kind, file).isNotEmpty();
			if (!kind.equals("routeConfiguration")) {
				assertThat(definition.path("description").asText()).as("description of %s", definition.path("id"))
					.isNotEmpty();
			}
			steps(definition)
				.forEach(step -> assertThat(step.path("id").asText()).as("id of %s in %s", step, file).isNotEmpty());
		}
	}

	@ParameterizedTest
	@MethodSource("filesAndExamples")
	void asksOnlyEndpointsWithOptionsThatExist(Path file) throws IOException {
		for (JsonNode item : YAML.readTree(file.toFile())) {
			for (JsonNode endpoint : item.findParents("uri")) {
				String uri = endpoint.path("uri").asText();
				if (uri.startsWith("{{")) {
					continue;
				}
				StringBuilder whole = new StringBuilder(uri.replaceAll("\\{\\{[^}]*}}", "placeholder"));
				endpoint.path("parameters")
					.properties()
					.forEach(option -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
						.append(option.getKey())
						.append('=')
						.append(option.getValue().asText()));
				EndpointValidationResult result = CATALOG.validateEndpointProperties(whole.toString());
				assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
			}
		}
	}

	/** An example that has the id of a built-in route takes its place. */
	@Test
	void givesNoIdTwice() throws IOException {
		List<JsonNode> builtIn = items(files());
		List<JsonNode> examples = items(examples());
		Set<String> replacing = examples.stream().map(RouteFilesTest::routeId).collect(Collectors.toSet());
		assertThat(ids(builtIn.stream())).doesNotHaveDuplicates();
		assertThat(ids(
				Stream.concat(builtIn.stream().filter(item -> !replacing.contains(routeId(item))), examples.stream())))
			.doesNotHaveDuplicates();
	}

	@Test
	void sendsNothingDynamicButToRoutesOfDeploymentsGuardrailsAlertsAndExports() throws IOException {
		for (Path file : files()) {
			for (JsonNode dynamic : YAML.readTree(file.toFile()).findValues("toD")) {
				assertThat(dynamic.path("uri").asText()).matches("direct:(deployment|guard|alert|export)-.*");
			}
		}
	}

	/** The order of the steps stands in the pipeline alone. */
	@ParameterizedTest
	@MethodSource("files")
	void hasNoNumberInItsName(Path file) {
		assertThat(file.getFileName().toString()).matches("[a-z-]+\\.camel\\.yaml");
	}

	@Test
	void handlesErrorsAndCachingOfStreamsInOnePlace() throws IOException {
		int defaults = 0;
		for (Path file : files()) {
			for (JsonNode item : YAML.readTree(file.toFile())) {
				String kind = item.fieldNames().next();
				defaults += isDefault(kind, item.path(kind)) ? 1 : 0;
				assertThat(item.findValues("streamCache")).as("streamCache in %s", file).isEmpty();
				assertThat(item.path("route").findValues("noErrorHandler")).as("noErrorHandler in %s", file).isEmpty();
			}
		}
		assertThat(defaults).as("configurations of routes that name none").isOne();
		assertThat(YAML.readTree(Path.of("src/main/resources/application.yaml").toFile())
			.at("/camel/main/stream-caching-enabled")
			.asBoolean(true)).isFalse();
	}

	@Test
	void describesTheApiInAtMost400Lines() throws IOException {
		long lines = 0;
		for (Path file : files()) {
			if (file.getParent().endsWith("api")) {
				lines += Files.readAllLines(file).size();
			}
		}
		assertThat(lines).isBetween(1L, 400L);
	}

	/** Routes, templates and configurations. */
	private static List<JsonNode> items(List<Path> files) throws IOException {
		List<JsonNode> items = new ArrayList<>();
		for (Path file : files) {
			YAML.readTree(file.toFile()).forEach(items::add);
		}
		return items;
	}

	private static String routeId(JsonNode item) {
		return item.at("/route/id").asText();
	}

	private static List<String> ids(Stream<JsonNode> items) {
		return items.flatMap(item -> item.findValuesAsText("id").stream()).toList();
	}

	/** The configuration of all routes that name none. */
	private static boolean isDefault(String kind, JsonNode definition) {
		return kind.equals("routeConfiguration") && definition.path("id").asText().equals("*");
	}

	/** All steps below a definition, whatever they are nested in. */
	private static List<JsonNode> steps(JsonNode definition) {
		List<JsonNode> found = new ArrayList<>();
		for (JsonNode list : definition.findValues("steps")) {
			for (JsonNode step : list) {
				found.add(step.elements().next());
				found.addAll(steps(step));
			}
		}
		return found;
	}

}
