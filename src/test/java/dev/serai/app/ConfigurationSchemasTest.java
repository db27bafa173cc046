package dev.serai.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.gateway.guardrail.Mode;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.insight.alert.AlertsFile;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.Per;
import dev.serai.insight.alert.Severity;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON Schemas of the configuration, which editors and the program read alike.
 */
class ConfigurationSchemasTest {

	private static final YAMLMapper YAML = new YAMLMapper();

	private static final Path CONFIG = Path.of("config");

	private static final List<String> FILES = List.of("providers.yaml", "models.yaml", "policies.yaml", "alerts.yaml");

	/** One complaint on each line. */
	private static final Pattern COMPLAINTS = Pattern.compile("(.*\\.yaml line [1-9]\\d*: .+\\R?)+");

	private static final List<String> VALUES = List.of("null", "''", "x", "0", "-1", "1.5", "1e30", "99999999999",
			"true", "[]", "{}", "[null]", "[x, x]", "{x: y}", "0s", "999999999h", "999999999ms", "P999999D", "PT0S",
			"${A", "\"${A}\"", "'a{{b}}'", "2026-02-30", "'a\n\n b'", "'.nan'", "0x10", "0.1234567", "'1e5'", "auto",
			"all", "cap", "route", "budget", "latency", "https://a b", "'\\u0000'");

	/** Files in which everything stands that may stand there. */
	private static final Map<String, String> WHOLE = Map.of("providers.yaml", """
			timeouts: {connect: 2s, firstToken: 5s, answer: 1m, idle: 30s}
			simulated: [north]
			providers:
			  - name: north
			    protocol: openai
			    baseUrl: ${NORTH_BASE_URL:https://north.example/v1}
			    key: ${NORTH_API_KEY}
			    quotaGroup: poles
			    region: eu
			    timeouts: {firstToken: 1500ms}
			    headers: {X-Title: serai, X-Version: 2, X-Org: "${NORTH_ORG}"}
			    dataProcessing: {agreement: DPA, trainsOnData: false, retentionDays: 30,
			                     subprocessors: "https://north.example/subs?a=b", transferMechanism: SCC}
			""", "models.yaml", """
			models:
			  - name: small
			    aliases: [tiny]
			    operations: [chat, completion]
			    window: 1000
			    maxOutput: 100
			    inputs: [text, image]
			    features: [tools, json-schema]
			    capability: 0.5
			    deprecatedAt: 2027-01-31
			    deployments:
			      - {provider: north, name: north/Small, operations: [chat], window: 900, maxOutput: 90,
			         inputs: [text], features: [], prices: [
			           {from: 2026-02-01, input: 0.10, output: "0.3", perSearch: 0.01},
			           {from: 2026-01-01, input: 1, longContext: {above: 500, input: 2},
			            tiers: {flex: {input: 0.5, output: 1.5}}}]}
			  - {name: vector, operations: [embedding], window: 100, inputs: [text],
			     deployments: [{provider: north, prices: []}]}
			""", "policies.yaml",
			"""
					default: mine
					policies:
					  mine:
					    description: Mine
					    weights: {performance: 40, cost: 30, availability: 20, capability: 10}
					    models: ["gpt-*", b]
					    except: [gpt-4]
					    minCapability: 0.5
					    baseline: b
					    attempts: 2
					    deadline: 30s
					    firstToken: 500ms
					    cache: {ttl: 24h}
					    guards: [words]
					fallbacks: {b: [c, d]}
					breaker: {slidingWindow: 10, minimumCalls: 5, failureRate: 50, openFor: 5s, halfOpenCalls: 3, maxHalfOpen: 5s}
					cooldown: {standard: 10s, max: 1m}
					measurements: {halfLife: 60s}
					budgets: {outageCover: 45s, outputCeiling: 100,
					          unknownPrice: {mode: cap, inputPerMillion: 30, outputPerMillion: 150}}
					guards: [people]
					guardrails:
					  people: {kind: pii, mode: redact, direction: in, find: [email, phone], phoneRegions: [US]}
					  keys: {kind: secrets, mode: redact}
					  words: {kind: deny-list, mode: block, words: [bluebird], patterns: ['\\d{5}']}
					  bounds: {kind: size, mode: block, messages: 5, characters: 6, tools: 7, schemaDepth: 8}
					  tricks: {kind: injection, mode: shadow, threshold: 0.7}
					  texts: {kind: modalities, mode: block, allow: [text]}
					  place: {kind: regions, mode: block, allow: ["eu-*"]}
					  judge: {kind: moderation, mode: shadow, provider: north, model: m, timeout: 1s, onError: allow, categories: [a]}
					  own: {kind: route, mode: block}
					""",
			"alerts.yaml", """
					channels:
					  - {name: mail, type: mail, recipients: ["${MAIL}", a@example.com], forTeams: true}
					  - {name: chat, type: slack, url: "${SLACK}"}
					  - {name: hook, type: webhook, url: "${HOOK}", secret: "${SECRET}"}
					  - {name: own, type: route}
					rules:
					  - {name: a, kind: budget, severity: warning, channels: [mail], remindAfter: PT4H}
					  - {name: b, kind: spend_anomaly, threshold: 5, minimumUsd: 1, per: team}
					  - {name: c, kind: error_rate, threshold: 5, window: PT10M, minimumCalls: 20, per: provider}
					  - {name: d, kind: deprecation, window: P90D}
					""");

	private static final Map<String, String> ENVIRONMENT = Map.of("NORTH_API_KEY", "nk-1", "MAIL", "b@example.com",
			"SLACK", "https://hooks.example.com/x", "HOOK", "https://hooks.example.com/y", "SECRET",
			"0123456789abcdef");

	private static final Path TRIED = Path.of("target", "tried-configuration");

	private static void read(Path directory) {
		new CatalogReader(directory).read(ENVIRONMENT, null);
		PolicyReader.read(ConfigFile.find(directory, "policies.yaml"));
		PolicyReader.guards(ConfigFile.find(directory, "policies.yaml"));
		ConfigFile alerts = ConfigFile.find(directory, "alerts.yaml");
		AlertsFile content = alerts.as(AlertsFile.class);
		content.rules(alerts, content.channels(alerts, ENVIRONMENT), Clock.systemUTC());
	}

	private static Path directory(Map<String, String> files) throws IOException {
		return written(Files.createTempDirectory("serai-config"), files);
	}

	private static Path written(Path directory, Map<String, String> files) throws IOException {
		Files.createDirectories(directory);
		for (Map.Entry<String, String> file : files.entrySet()) {
			Files.writeString(directory.resolve(file.getKey()), file.getValue());
		}
		return directory;
	}

	private static JsonNode schema(String file) throws IOException {
		return new ObjectMapper()
			.readTree(CONFIG.resolve("schemas").resolve(file.replace(".yaml", ".schema.json")).toFile());
	}

	@Example
	void filesInWhichEverythingStandsAreRead() throws IOException {
		read(directory(WHOLE));
	}

	@Example
	void theExamplesInThePolicyFilesCommentsAreRead() throws IOException {
		String shipped = Files.readString(CONFIG.resolve("policies.yaml"));
		String examples = shipped.replaceFirst("(?m)^fallbacks: \\{}$", "")
			.replaceFirst("(?m)^guards: \\[]$", "")
			.replaceFirst("(?m)^guardrails: \\{}$", "")
			.replaceAll("(?m)^# (fallbacks:|guards:|guardrails:| {2}[a-z0-9.-]+: [{\\[])", "$1");
		assertThat(PolicyReader.guards(ConfigFile.find(directory(Map.of("policies.yaml", examples)), "policies.yaml"))
			.guardrails()).hasSize(8);
	}

	/** Each takes its place in the shipped file that it belongs to. */
	@Example
	void theDocumentationsExamplesAreRead() throws IOException {
		int examples = 0;
		for (String document : List.of("alerts", "caching", "configuration", "guardrails", "prices")) {
			Matcher blocks = Pattern.compile("(?s)```yaml\\n(?:# (\\w+)\\.yaml\\n)?(.*?)```")
				.matcher(Files.readString(Path.of("docs", document + ".md")));
			while (blocks.find()) {
				JsonNode example = YAML.readTree(blocks.group(2));
				String name = (blocks.group(1) != null) ? blocks.group(1)
						: Map.of("alerts", "alerts", "prices", "models").getOrDefault(document, "policies");
				ObjectNode shipped = (ObjectNode) YAML.readTree(CONFIG.resolve(name + ".yaml").toFile());
				if (document.equals("prices")) {
					((ObjectNode) shipped.at("/models/0/deployments/0")).setAll((ObjectNode) example);
				}
				else if (example.isArray()) {
					ArrayNode list = (ArrayNode) shipped.path(name);
					list.removeIf(entry -> entry.path("name").equals(example.path(0).path("name")));
					list.addAll((ArrayNode) example);
				}
				else if (name.equals("alerts")) {
					shipped.remove("rules");
					shipped.setAll((ObjectNode) example);
				}
				else {
					YAML.readerForUpdating(shipped).readValue(blocks.group(2));
				}
				Map<String, String> files = new HashMap<>();
				for (String file : FILES) {
					files.put(file, Files.readString(CONFIG.resolve(file)));
				}
				// The one example of a model runs at the one example of a provider.
				files.computeIfPresent("providers.yaml", (file, text) -> text + """

						  - name: cerebras
						    protocol: openai
						    baseUrl: ${CEREBRAS_BASE_URL}
						""");
				files.put(name + ".yaml", YAML.writeValueAsString(shipped));
				read(written(TRIED, files));
				examples++;
			}
		}
		assertThat(examples).isGreaterThanOrEqualTo(6);
	}

	@Example
	void anOptionalTextListOrBlockMayHaveNoValue() throws IOException {
		read(directory(Map.of("policies.yaml", """
				default: mine
				policies:
				  mine:
				    description: Mine
				    weights: {cost: 100}
				    models: all
				    except:
				    baseline:
				    cache:
				    guards:
				fallbacks:
				breaker:
				cooldown:
				measurements:
				budgets:
				guards:
				guardrails:
				""", "alerts.yaml", "channels:\nrules:\n")));
	}

	@Example
	void everyFileNamesItsSchemaOnTheFirstLine() throws IOException {
		for (String file : FILES) {
			String name = "schemas/" + file.replace(".yaml", ".schema.json");
			assertThat(Files.readAllLines(CONFIG.resolve(file)).getFirst())
				.isEqualTo("# yaml-language-server: $schema=" + name);
			assertThat(ConfigFile.class.getResourceAsStream("/config-defaults/" + name))
				.hasSameContentAs(Files.newInputStream(CONFIG.resolve(name)));
		}
	}

	@Example
	void schemasAreValidAndSayWhatEachFieldMeans() throws IOException {
		var standard = JsonSchemaFactory.getInstance(VersionFlag.V202012)
			.getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));
		for (String file : FILES) {
			JsonNode schema = schema(file);
			assertThat(standard.validate(schema)).isEmpty();
			assertThat(schema.path("title").asText()).isEqualTo(file);
			schema.findValues("properties")
				.forEach(fields -> fields.properties()
					.stream()
					.filter(field -> !field.getValue().isEmpty())
					.forEach(field -> assertThat(
							Set.of("description", "title", "$ref", "errorMessage", "enum", "type", "const", "items"))
						.as(file + " " + field.getKey())
						.containsAnyElementsOf(() -> field.getValue().fieldNames())));
		}
	}

	@Example
	void theWordsOfTheSchemasAreThoseOfTheProgram() throws IOException {
		JsonNode models = schema("models.yaml").path("$defs");
		assertThat(words(models.at("/operations/items/enum"))).isEqualTo(words(Operation.values()));
		assertThat(words(models.at("/inputs/items/enum"))).isEqualTo(words(Modality.values()));
		assertThat(words(models.at("/features/items/enum"))).isEqualTo(words(Capability.values()));
		assertThat(models.at("/anyRate/anyOf")).hasSameSizeAs(TokenClass.values());
		assertThat(words(schema("policies.yaml").at("/$defs/redactingMode/enum"))).isEqualTo(words(Mode.values()));
		JsonNode alerts = schema("alerts.yaml").path("$defs");
		assertThat(words(alerts.at("/rule/properties/kind/enum"))).isEqualTo(words(Kind.values()));
		assertThat(words(alerts.at("/per/enum"))).isEqualTo(words(Per.values()));
		assertThat(words(alerts.at("/severity/enum"))).isEqualTo(words(Severity.values()));
	}

	private static Set<String> words(JsonNode list) {
		return list.valueStream()
			.map(word -> word.asText().replace('_', '-'))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> words(Enum<?>[] constants) {
		return Arrays.stream(constants)
			.map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Whatever stands in a file, it is read or refused with file and line. */
	@Property(tries = 600)
	void aChangedFileIsReadOrRefusedWithItsLine(@ForAll @IntRange(max = 3) int file, @ForAll Random random)
			throws IOException {
		String name = FILES.get(file);
		JsonNode content = YAML.readTree(WHOLE.get(name));
		for (int i = random.nextInt(3); i >= 0; i--) {
			change(content, random);
		}
		Map<String, String> files = new HashMap<>(WHOLE);
		files.put(name, YAML.writeValueAsString(content));
		try {
			read(written(TRIED, files));
		}
		catch (InvalidConfiguration ex) {
			assertThat(ex.getMessage()).matches(COMPLAINTS);
		}
	}

	private static void change(JsonNode content, Random random) throws IOException {
		List<JsonPointer> places = new ArrayList<>();
		collect(content, JsonPointer.empty(), places::add);
		if (places.isEmpty()) {
			return;
		}
		JsonPointer place = places.get(random.nextInt(places.size()));
		JsonNode value = YAML.readTree(VALUES.get(random.nextInt(VALUES.size())));
		int kind = random.nextInt(4);
		if (content.at(place.head()) instanceof ObjectNode parent) {
			String field = place.last().getMatchingProperty();
			switch (kind) {
				case 0 -> parent.remove(field);
				case 1 -> parent.set(field + "x", parent.remove(field));
				default -> parent.set(field, value);
			}
		}
		else if (content.at(place.head()) instanceof ArrayNode parent) {
			int index = place.last().getMatchingIndex();
			switch (kind) {
				case 0 -> parent.remove(index);
				case 1 -> parent.add(parent.get(index).deepCopy());
				default -> parent.set(index, value);
			}
		}
	}

	private static void collect(JsonNode node, JsonPointer place, Consumer<JsonPointer> places) {
		node.properties().forEach(field -> {
			JsonPointer there = place.appendProperty(field.getKey());
			places.accept(there);
			collect(field.getValue(), there, places);
		});
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			places.accept(place.appendIndex(i));
			collect(node.get(i), place.appendIndex(i), places);
		}
	}

}
