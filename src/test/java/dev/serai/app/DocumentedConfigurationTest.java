package dev.serai.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.serai.gateway.http.CallHeadersReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation's lists of fields, headers, routes and examples are those of the
 * program.
 */
class DocumentedConfigurationTest {

	private static final Pattern WORD = Pattern.compile("`([A-Za-z-]+)`");

	/** A field with its parents, such as <code>policies.*.cache.ttl</code>. */
	private static final Pattern FIELD = Pattern.compile("`([A-Za-z.*\\[\\]]+)`");

	@Test
	void theFieldsOfPoliciesAreThoseOfTheSchema() throws IOException {
		JsonNode schema = new ObjectMapper().readTree(Path.of("config/schemas/policies.schema.json").toFile());
		Set<String> documented = firstColumn(section("docs/configuration.md", "## policies.yaml"), FIELD);
		assertThat(documented).containsAll(names(schema.at("/$defs/policy/properties")))
			.containsAll(names(schema.at("/properties/breaker/properties")))
			.containsAll(names(schema.at("/properties/cooldown/properties")))
			.contains("default", "fallbacks", "guards", "guardrails");
		assertThat(fields(schema)).containsAll(documented);
	}

	@Test
	void theFieldsOfProvidersAndModelsAreThoseOfTheirSchemas() throws IOException {
		for (String file : List.of("providers", "models")) {
			JsonNode schema = new ObjectMapper().readTree(Path.of("config/schemas/" + file + ".schema.json").toFile());
			assertThat(fields(schema)).as(file)
				.containsAll(firstColumn(section("docs/configuration.md", "## " + file + ".yaml"), FIELD));
		}
	}

	@Test
	void theRequestHeadersAreThoseThatAreRead() throws IOException {
		Set<String> documented = firstColumn(section("docs/api.md", "## Request headers"), WORD);
		Set<String> read = new TreeSet<>();
		new CallHeadersReader(true, true).read(name -> {
			read.add(name.toLowerCase(Locale.ROOT));
			return Collections.emptyIterator();
		});
		read.removeAll(List.of("authorization", "x-api-key", "traceparent"));
		assertThat(documented.stream().map(name -> name.toLowerCase(Locale.ROOT)))
			.containsExactlyInAnyOrderElementsOf(read);
	}

	@Test
	void theRoutesThatCanBeReplacedExist() throws IOException {
		String readme = Files.readString(Path.of("config/routes/README.md"));
		String list = readme.substring(readme.indexOf("The steps of a call are"), readme.indexOf("`GET /api/routes`"));
		Set<String> named = WORD.matcher(list).results().map(found -> found.group(1)).collect(Collectors.toSet());
		assertThat(routes()).containsAll(named);
		assertThat(named).contains("authenticate", "pipeline", "measure", "ledger", "reply", "chat-completions");
		Set<String> channels = WORD
			.matcher(readme.substring(readme.indexOf("Routes of the ids `alert-mail`"))
				.lines()
				.limit(2)
				.collect(Collectors.joining()))
			.results()
			.map(found -> found.group(1))
			.collect(Collectors.toSet());
		assertThat(routes()).containsAll(channels);
	}

	@Test
	void theTableOfExamplesListsEachExample() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("config/routes"))) {
			List<String> examples = files.map(file -> file.getFileName().toString())
				.filter(name -> name.endsWith(".example"))
				.toList();
			assertThat(firstColumn(Files.readString(Path.of("config/routes/README.md")),
					Pattern.compile("`([a-z.-]+\\.example)`")))
				.containsExactlyInAnyOrderElementsOf(examples);
		}
	}

	private static Set<String> routes() throws IOException {
		Set<String> ids = new TreeSet<>();
		try (Stream<Path> files = Files.walk(Path.of("src/main/resources/routes"))) {
			for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
				new YAMLMapper().readTree(file.toFile())
					.forEach(item -> ids.add(item.path("route").path("id").asText()));
			}
		}
		return ids;
	}

	/** All fields that a schema has, at any depth. */
	private static Set<String> fields(JsonNode schema) {
		Set<String> fields = names(schema.path("properties"));
		schema.forEach(below -> fields.addAll(fields(below)));
		return fields;
	}

	private static Set<String> names(JsonNode fields) {
		Set<String> names = new TreeSet<>();
		fields.fieldNames().forEachRemaining(names::add);
		return names;
	}

	private static String section(String file, String heading) throws IOException {
		String text = Files.readString(Path.of(file));
		String section = text.substring(text.indexOf(heading + "\n"));
		int end = section.indexOf("\n## ", heading.length());
		return (end < 0) ? section : section.substring(0, end);
	}

	/** What the first column of the tables names. */
	private static Set<String> firstColumn(String text, Pattern pattern) {
		return text.lines()
			.filter(line -> line.startsWith("| "))
			.map(line -> line.substring(2, line.indexOf(" |", 1)))
			.flatMap(cell -> pattern.matcher(cell).results())
			.map(found -> found.group(1))
			.flatMap(name -> pattern.equals(FIELD) ? Stream.of(name.split("[^A-Za-z]+")) : Stream.of(name))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
