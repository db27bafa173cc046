package dev.serai.gateway.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.TokenClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CatalogReaderTest {

	private static final String PROVIDERS = """
			timeouts: {connect: 2s, firstToken: 5s, answer: 1m, idle: 30s}
			simulated: [north]
			providers:
			  - name: north
			    protocol: openai
			    baseUrl: ${NORTH_BASE_URL:https://north.example/v1}
			    key: ${NORTH_API_KEY}
			    quotaGroup: poles
			    region: ${NORTH_REGION:eu}
			    timeouts: {firstToken: 1500ms}
			    headers: {X-Title: serai, X-Org: "${NORTH_ORG}"}
			  - name: house
			    protocol: anthropic
			    baseUrl: ${HOUSE_BASE_URL}
			""";

	private static final String MODELS = """
			models:
			  - name: small
			    aliases: [tiny, small-1]
			    window: 1000
			    maxOutput: 100
			    inputs: [text, image]
			    features: [tools, json-schema]
			    capability: 0.5
			    deployments:
			      - provider: north
			        name: north/Small
			        prices:
			          - {from: 2026-02-01, input: 0.10, output: "0.3", cacheRead: 0.000001}
			          - {from: 2026-01-01, input: 1, output: 3, perSearch: 0.01,
			             longContext: {above: 500, input: 2, output: 6}, tiers: {flex: {input: 0.5, output: 1.5}}}
			      - provider: house
			        window: 200
			        features: []
			        prices: []
			""";

	private static final Map<String, String> KEYS = Map.of("NORTH_API_KEY", "nk-123", "HOUSE_BASE_URL",
			"http://localhost:11434/");

	@TempDir
	private Path directory;

	@Test
	void readsWhatIsDeclaredOfDataProcessingAndDeprecation() {
		Catalog catalog = read(PROVIDERS.replace("    quotaGroup: poles",
				"    quotaGroup: poles\n    dataProcessing: {agreement: DPA of 2026-01-31, trainsOnData: false,"
						+ " retentionDays: 30, subprocessors: \"https://north.example/subs\", transferMechanism: SCC}"),
				MODELS.replace("    capability: 0.5", "    capability: 0.5\n    deprecatedAt: 2027-01-31"), KEYS);
		assertThat(catalog.deployment("north/small").provider().dataProcessing()).isEqualTo(
				new DataProcessing("DPA of 2026-01-31", false, 30, URI.create("https://north.example/subs"), "SCC"));
		assertThat(catalog.deployment("house/small").provider().dataProcessing()).isNull();
		assertThat(catalog.deployment("house/small").model().deprecatedAt()).isEqualTo(LocalDate.of(2027, 1, 31));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{retentionDays: -1}               | retentionDays
			{subprocessors: "javascript:x"}   | subprocessors
			{subprocessors: "http://a.example"} | https://
			{agreement: " "}                  | agreement
			{trainsOnData: perhaps}           | trainsOnData
			{trains: true}                    | trains
			""")
	void complainsAboutWhatIsDeclared(String declared, String complaint) {
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> read(PROVIDERS.replace("    quotaGroup: poles",
					"    quotaGroup: poles\n    dataProcessing: " + declared), MODELS, KEYS))
			.withMessageContaining(complaint);
	}

	@Test
	void readsProviders() {
		Catalog catalog = read(PROVIDERS, MODELS, KEYS);
		Provider north = catalog.deployment("north/small").provider();
		assertThat(north.protocol()).isEqualTo("openai");
		assertThat(north.baseUrl()).isEqualTo(URI.create("https://north.example/v1"));
		assertThat(north.secret()).isNotNull();
		assertThat(north.secret().reveal()).isEqualTo("nk-123");
		assertThat(north.quotaGroup()).isEqualTo("poles");
		assertThat(north.region()).isEqualTo("eu");
		assertThat(north.timeouts()).isEqualTo(new Provider.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(1500),
				Duration.ofMinutes(1), Duration.ofSeconds(30)));
		assertThat(north.headers()).containsExactly(Map.entry("X-Title", "serai"));
		assertThat(north.simulated()).isFalse();
		Provider house = catalog.deployment("house/small").provider();
		assertThat(house.baseUrl()).hasToString("http://localhost:11434");
		assertThat(house.secret()).isNull();
		assertThat(house.quotaGroup()).isEqualTo("house");
		assertThat(house.region()).isNull();
	}

	@Test
	void readsModels() {
		Catalog catalog = read(PROVIDERS, MODELS, KEYS);
		assertThat(catalog.ofModel("tiny")).extracting(Deployment::id).containsExactly("north/small", "house/small");
		Deployment north = catalog.deployment("north/small");
		assertThat(north.wireName()).isEqualTo("north/Small");
		assertThat(north.model().window()).isEqualTo(1000);
		assertThat(north.model().maxOutput()).isEqualTo(100);
		assertThat(north.model().inputs()).containsExactlyInAnyOrder(Modality.TEXT, Modality.IMAGE);
		assertThat(north.model().features()).containsExactlyInAnyOrder(Capability.TOOLS, Capability.JSON_SCHEMA);
		assertThat(north.model().capability()).isEqualTo(0.5);
		Deployment house = catalog.deployment("house/small");
		assertThat(house.wireName()).isEqualTo("small");
		assertThat(house.model().window()).isEqualTo(200);
		assertThat(house.model().features()).isEmpty();
		assertThat(house.prices()).isEmpty();
	}

	@Test
	void readsPricesExactlyOldestFirst() {
		Deployment north = read(PROVIDERS, MODELS, KEYS).deployment("north/small");
		assertThat(north.prices()).extracting(PriceList::from)
			.containsExactly(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01"));
		PriceList first = north.prices().getFirst();
		assertThat(first.perSearch()).isEqualByComparingTo("0.01");
		assertThat(first.longContext()).isNotNull();
		assertThat(first.longContext().above()).isEqualTo(500);
		assertThat(first.longContext().rates().perMillion().get(TokenClass.OUTPUT)).isEqualByComparingTo("6");
		assertThat(first.tiers().get("flex").perMillion().get(TokenClass.INPUT)).isEqualByComparingTo("0.5");
		Map<TokenClass, BigDecimal> second = north.prices().getLast().rates().perMillion();
		assertThat(second).containsOnlyKeys(TokenClass.INPUT, TokenClass.OUTPUT, TokenClass.CACHE_READ);
		assertThat(second.get(TokenClass.INPUT)).isEqualTo(new BigDecimal("0.1"));
		assertThat(second.get(TokenClass.CACHE_READ)).isEqualTo(new BigDecimal("0.000001"));
	}

	@Test
	void aProviderWhoseKeyOrAddressIsNotSetIsNotThere() {
		assertThat(read(PROVIDERS, MODELS, Map.of("NORTH_API_KEY", "k")).deployments()).extracting(Deployment::id)
			.containsExactly("north/small");
		assertThat(read(PROVIDERS, MODELS, Map.of("NORTH_API_KEY", "", "HOUSE_BASE_URL", "http://h")).deployments())
			.extracting(Deployment::id)
			.containsExactly("house/small");
	}

	@Test
	void whatAVariableHoldsIsTakenAsItIs() {
		Catalog catalog = read(PROVIDERS, MODELS,
				Map.of("NORTH_API_KEY", "${HOME}", "HOME", "/root", "NORTH_REGION", "{{env:HOME}}"));
		Provider north = catalog.deployment("north/small").provider();
		assertThat(north.secret()).isNotNull();
		assertThat(north.secret().reveal()).isEqualTo("${HOME}");
		assertThat(north.region()).isEqualTo("{{env:HOME}}");
	}

	@Test
	void aSimulatorStandsInOnlyForThoseListed() {
		write(PROVIDERS, MODELS);
		Catalog catalog = new CatalogReader(this.directory).read(Map.of(),
				protocol -> URI.create("http://sim/" + protocol));
		assertThat(catalog.deployments()).extracting(Deployment::id).containsExactly("north/small");
		Provider north = catalog.deployment("north/small").provider();
		assertThat(north.simulated()).isTrue();
		assertThat(north.baseUrl()).hasToString("http://sim/openai");
		assertThat(north.headers()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					protocol: openai | protocol: carrier-pigeon | line 5: providers[0].protocol: it is carrier-pigeon; it must be one of [openai, anthropic, gemini]
					protocol: openai | protocol: opneai | providers[0].protocol: it is opneai; it must be one of [openai, anthropic, gemini]; did you mean openai?
					name: house | name: north | line 12: providers[1].name: north is there twice; rename or remove one
					name: house | name: House | line 12: providers[1].name: it is House; it must be made of lower-case letters
					simulated: [north] | simulated: [south] | line 2: simulated[0]: it is south; it must be one of [north, house]; did you mean north?
					simulated: [north] | simulated: [north, north] | line 2: simulated: it is [north, north]; it must be a list with each entry once
					firstToken: 5s | firstToken: 5 | line 1: timeouts.firstToken: it is 5; it must be a time such as 500ms
					firstToken: 1500ms | firstToken: 0s | line 10: providers[0].timeouts.firstToken: it is 0s; it must be a time above 0 and at most 60m
					firstToken: 1500ms | firstToken: 2000m | line 10: providers[0].timeouts.firstToken: it is 2000m; it must be a time above 0 and at most 60m
					, idle: 30s | `` | line 1: timeouts.idle: it is missing; add it
					key: ${NORTH_API_KEY} | key: nk-literal | line 7: providers[0].key: it must be a reference such as ${OPENAI_API_KEY}, without a default
					key: ${NORTH_API_KEY} | key: ${NORTH_API_KEY:nk-literal} | line 7: providers[0].key: it must be a reference
					key: ${NORTH_API_KEY} | key: ${NORTH_API_KEY | line 7: providers[0].key: it must be a reference
					region: ${NORTH_REGION:eu} | region: "eu-${NORTH_REGION}" | line 9: providers[0].region: it must be a text, or the whole value as ${NAME}
					https://north.example/v1 | ftp://north.example/v1 | line 6: providers[0].baseUrl: ${NORTH_BASE_URL:ftp://north.example/v1} is no usable address
					https://north.example/v1 | https://u:p@north.example/v1 | line 6: providers[0].baseUrl
					https://north.example/v1 | https://north.example/v1?a=b | line 6: providers[0].baseUrl
					baseUrl: ${HOUSE_BASE_URL} | region: eu | line 12: providers[1].baseUrl: it is missing; add it
					X-Title: serai | Authorization: serai | line 11: providers[0].headers.Authorization: this header is set for you; remove it
					X-Title: serai | `"X Title": serai` | line 11: providers[0].headers.X Title: the name must be a header's
					quotaGroup: poles | quotagroup: poles | line 8: providers[0].quotagroup: there is no such field in a provider; it has [baseUrl, dataProcessing, dialect, headers, key, name, protocol, quotaGroup, region, timeouts]; did you mean quotaGroup?
					quotaGroup: poles | protocol: gemini | line 8: Duplicate field 'protocol'
					quotaGroup: poles | quotaGroup: [poles | providers.yaml line
					""")
	void badProvidersAreToldWithFilePlaceValueAndRule(String good, String bad, String message) {
		assertThat(PROVIDERS).contains(good);
		assertRefused(PROVIDERS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)), MODELS,
				"providers.yaml", message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					provider: house | provider: north | line 16: models[0].deployments[1].provider: north is there twice; remove one
					provider: house | provider: hearth | line 16: models[0].deployments[1].provider: it is hearth; it must be one of [north, house]
					capability: 0.5 | capability: 1.01 | line 8: models[0].capability: it is 1.01; it must be from 0 to 1
					capability: 0.5 | capability: -0.1 | line 8: models[0].capability: it is -0.1; it must be from 0 to 1
					capability: 0.5 | capability: .nan | line 8: Malformed numeric value '.nan'
					capability: 0.5 | capability: much | line 8: models[0].capability: it is much; it must be a number
					capability: 0.5 | capability: | line 8: models[0].capability: it has no value; it must be a number
					capability: 0.5 | `` | line 2: models[0].capability: it is missing; add it
					window: 1000 | window: 0 | line 4: models[0].window: it is 0; it must be a whole number of tokens, at least 1
					window: 1000 | window: 1000.5 | line 4: models[0].window: it is 1000.5; it must be a whole number of tokens
					window: 200 | window: -1 | line 17: models[0].deployments[1].window: it is -1; it must be a whole number of tokens, at least 1
					maxOutput: 100 | maxOutput: -5 | line 5: models[0].maxOutput: it is -5; it must be
					maxOutput: 100 | maxoutput: 100 | line 5: models[0].maxoutput: there is no such field in a model; it has [aliases,
					maxOutput: 100 | maxoutput: 100 | did you mean maxOutput?
					maxOutput: 100 | maxoutput: 100 | line 2: models[0].maxOutput: it is missing; add it
					inputs: [text, image] | inputs: [image] | line 6: models[0].inputs: it is [image]; it must be a list with text in it
					inputs: [text, image] | inputs: [text, smell] | line 6: models[0].inputs[1]: it is smell; it must be one of [text, image, document, audio]
					features: [tools, json-schema] | features: [tool] | line 7: models[0].features[0]: it is tool; it must be one of [tools, parallel-tools, json-schema, json-object, reasoning, prompt-caching]; did you mean tools?
					features: [tools, json-schema] | features: [tools, tools] | line 7: models[0].features: it is [tools, tools]; it must be a list with each entry once
					aliases: [tiny, small-1] | aliases: [tiny, tiny] | line 3: models[0].aliases: it is [tiny, tiny]; it must be a list with each entry once
					aliases: [tiny, small-1] | aliases: [small] | line 3: models[0].aliases: the name small is taken by model small
					aliases: [tiny, small-1] | aliases: ["auto:best"] | line 3: models[0].aliases[0]: it is auto:best; it must be made of letters, digits and . _ : -, and not auto or auto:…, which name routing policies
					aliases: [tiny, small-1] | aliases: [a/b] | line 3: models[0].aliases[0]: it is a/b; it must be made of letters
					name: small | name: "{{env:HOME}}" | line 2: models[0].name: it is {{env:HOME}}; it must be made of letters
					name: north/Small | name: ../secret | line 11: models[0].deployments[0].name: it is ../secret; it must be made of
					name: north/Small | name: a/../b | line 11: models[0].deployments[0].name: it is a/../b; it must be made of
					from: 2026-02-01 | from: 2026-02-30 | line 13: models[0].deployments[0].prices[0].from: it is 2026-02-30; it must be a day such as 2026-01-31
					from: 2026-02-01 | from: 2026-01-01 | line 14: models[0].deployments[0].prices[1]: two price rows hold from 2026-01-01; remove one
					`from: 2026-02-01, ` | `` | line 13: models[0].deployments[0].prices[0].from: it is missing; add it
					input: 0.10 | input: -0.10 | line 13: models[0].deployments[0].prices[0].input: it is -0.10; it must be from 0 to 100000 US dollars
					input: 0.10 | input: "-0.10" | line 13: models[0].deployments[0].prices[0].input: it is -0.10; it must be from 0 to 100000 US dollars
					input: 0.10 | input: 100000.01 | input: it is 100000.01; it must be from 0 to 100000 US dollars
					input: 0.10 | input: "100000.01" | line 13: models[0].deployments[0].prices[0].input: it is 100000.01; it must be at most 100000 US dollars
					input: 0.10 | input: 0.1000001 | line 13: models[0].deployments[0].prices[0].input: it is 0.1000001; it must be at most 100000 US dollars, with at most 6 decimals
					input: 0.10 | input: cheap | line 13: models[0].deployments[0].prices[0].input: it is cheap; it must be from 0 to 100000 US dollars
					input: 0.10 | inptu: 0.10 | line 13: models[0].deployments[0].prices[0].inptu: there is no such field in a price row; it has [audioInput,
					input: 0.10 | inptu: 0.10 | did you mean input?
					`input: 0.10, output: "0.3", cacheRead: 0.000001` | perSearch: 1 | line 13: models[0].deployments[0].prices[0]: there is no rate; add input and output
					above: 500 | above: 0 | line 15: models[0].deployments[0].prices[1].longContext.above: it is 0; it must be a whole number of tokens, at least 1
					`above: 500, ` | `` | line 15: models[0].deployments[0].prices[1].longContext.above: it is missing; add it
					aliases: [tiny, small-1] | aliases: tiny | line 3: models[0].aliases: it is tiny; it must be a list
					`window: 200` | `window: {a: 1}` | line 17: models[0].deployments[1].window: it is a block of fields; it must be a whole number
					flex: { | gold: { | line 15: models[0].deployments[0].prices[1].tiers.gold: there is no such field in the rates by service tier; it has [batch, flex, priority]
					flex: {input: 0.5, output: 1.5} | flex: {} | line 15: models[0].deployments[0].prices[1].tiers.flex: there is no rate
					perSearch: 0.01 | perSearch: -1 | line 14: models[0].deployments[0].prices[1].perSearch: it is -1; it must be from 0
					prices: [] | region: eu | line 19: models[0].deployments[1].region: there is no such field in a deployment; it has [features,
					prices: [] | `` | line 16: models[0].deployments[1].prices: it is missing; add it, [] when the prices are unknown
					maxOutput: 100 | window: 100 | line 5: Duplicate field 'window'
					""")
	void badModelsAreToldWithFilePlaceValueAndRule(String good, String bad, String message) {
		assertThat(MODELS).contains(good);
		assertRefused(PROVIDERS, MODELS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)), "models.yaml",
				message);
	}

	@Test
	void oneNameForTwoModelsIsRefused() {
		String second = MODELS.substring("models:\n".length()).replace("name: small\n", "name: other\n");
		assertRefused(PROVIDERS, MODELS + second, "models.yaml",
				"line 21: models[1].aliases: the name tiny is taken by model small; rename or remove one");
	}

	@Test
	void whatStandsForAnAbsentProviderIsCheckedToo() {
		write(PROVIDERS, MODELS.replace("window: 200", "window: 0"));
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> new CatalogReader(this.directory).read(Map.of(), null))
			.withMessageContaining("line 17: models[0].deployments[1].window: it is 0");
	}

	@Test
	void anEmptyFileIsRefused() {
		assertRefused(PROVIDERS, "", "models.yaml", "is empty");
		assertRefused(PROVIDERS, "# nothing\n", "models.yaml", "is empty");
		assertRefused(PROVIDERS, "models:\n", "models.yaml", "line 1: models: it has no value; it must be a list");
		assertRefused(PROVIDERS, "models: [null]\n", "models.yaml", "line 1: models[0]: it has no value");
	}

	@Test
	void aSecondDocumentIsRefused() {
		assertRefused(PROVIDERS, MODELS + "---\nmodels: []\n", "models.yaml", "");
	}

	@Test
	void aKeyThatNoHeaderMayHoldIsRefusedWithoutShowingIt() {
		write(PROVIDERS, MODELS);
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(
					() -> new CatalogReader(this.directory).read(Map.of("NORTH_API_KEY", "nk-1\r\nX-Evil: yes"), null))
			.withMessageContaining("line 7: providers[0].key")
			.withMessageContaining("${NORTH_API_KEY}")
			.withMessageNotContaining("nk-1");
	}

	@Test
	void aPasswordInAnAddressIsNotShown() {
		write(PROVIDERS, MODELS);
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(
					() -> new CatalogReader(this.directory).read(Map.of("HOUSE_BASE_URL", "http://me:hunter2@h"), null))
			.withMessageContaining("${HOUSE_BASE_URL}")
			.withMessageNotContaining("hunter2");
	}

	@Test
	void aFileThatIsNotUtf8IsRefused() throws IOException {
		write(PROVIDERS, MODELS);
		Files.write(this.directory.resolve("models.yaml"), "models: # \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> new CatalogReader(this.directory).read(KEYS, null))
			.withMessageContaining("models.yaml")
			.withMessageContaining("UTF-8");
	}

	private void assertRefused(String providers, String models, String file, String message) {
		write(providers, models);
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> new CatalogReader(this.directory).read(KEYS, null))
			.withMessageContaining(this.directory.resolve(file).toString())
			.withMessageContaining(message);
	}

	private Catalog read(String providers, String models, Map<String, String> environment) {
		write(providers, models);
		return new CatalogReader(this.directory).read(environment, null);
	}

	private void write(String providers, String models) {
		try {
			Files.writeString(this.directory.resolve("providers.yaml"), providers);
			Files.writeString(this.directory.resolve("models.yaml"), models);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
