package dev.serai.gateway.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PolicyReaderTest {

	private static final String NAMES = """
			default: mine
			policies:
			  mine:
			    description: Mine
			    weights: { performance: 40, cost: 30, availability: 20, capability: 10 }
			    models: all
			    except: []
			fallbacks: {}
			guardrails: {}
			""";

	private static final String GOOD = """
			default: mine
			policies:
			  mine:
			    description: Mine
			    weights: { performance: 40, cost: 30, availability: 20, capability: 10 }
			    models: ["gpt-*", b]
			    except: [gpt-4]
			    minCapability: 0.5
			    baseline: b
			    attempts: 2
			    deadline: 30s
			    firstToken: 500ms
			    cache: { ttl: 24h }
			fallbacks:
			  b: [c, d]
			breaker: { slidingWindow: 10, openFor: 5s }
			cooldown: { max: 1m }
			budgets: { outageCover: 45s }
			""";

	@TempDir
	private Path directory;

	@Test
	void theShippedFileHasTheFourPoliciesAndNoActiveFallback() {
		Policies policies = PolicyReader.read(ConfigFile.find(Path.of("config"), "policies.yaml"));
		assertThat(policies.byName().keySet()).containsExactly("auto", "auto:cheapest", "auto:fastest", "auto:best");
		assertThat(policies.standard().name()).isEqualTo("auto");
		assertThat(policies.standard().weights()).isEqualTo(new Weights(0.4, 0.3, 0.2, 0.1));
		assertThat(policies.standard().attempts()).isEqualTo(3);
		assertThat(policies.standard().deadline()).isEqualTo(Duration.ofSeconds(120));
		assertThat(policies.fallbacks()).isEmpty();
		assertThat(policies.breaker())
			.isEqualTo(new Policies.Breaker(20, 5, 50, Duration.ofSeconds(10), 3, Duration.ofSeconds(30)));
		assertThat(policies.cooldown()).isEqualTo(new Policies.Cooldown(Duration.ofSeconds(10), Duration.ofMinutes(5)));
		assertThat(policies.halfLife()).isEqualTo(Duration.ofSeconds(60));
		assertThat(policies.budgets()).isEqualTo(Policies.Budgets.STANDARD);
	}

	@Test
	void whatStandsInTheFileIsRead() throws IOException {
		Policies policies = read(GOOD);
		assertThat(policies.find("mine")).isEqualTo(new Policy("mine", "Mine", new Weights(0.4, 0.3, 0.2, 0.1),
				new Selection(List.of("gpt-*", "b"), List.of("gpt-4"), 0.5), List.of("b"), 2, Duration.ofSeconds(30),
				Duration.ofMillis(500), Duration.ofHours(24)));
		assertThat(policies.fallbacks()).containsEntry("b", List.of("c", "d"));
		assertThat(policies.breaker().slidingWindow()).isEqualTo(10);
		assertThat(policies.breaker().openFor()).isEqualTo(Duration.ofSeconds(5));
		assertThat(policies.cooldown().max()).isEqualTo(Duration.ofMinutes(1));
		assertThat(policies.budgets().outageCover()).isEqualTo(Duration.ofSeconds(45));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					default: mine           | default: other            | line 1: default: it is other; it must be one of [mine]
					default: mine           |                           | line 1: default: it is missing
					mine:                   | "Mine!":                  | line 3: policies.Mine!: the name must be lower-case letters
					description: Mine       |                           | line 3: policies.mine.description: it is missing
					cost: 30                | cost: 31                  | line 5: policies.mine.weights: the sum is 101.0; it must be 100
					cost: 30                | cost: -30                 | line 5: policies.mine.weights.cost: it is -30; it must be from 0 to 100
					cost: 30                | cost: .nan                | Malformed numeric value
					cost: 30                | price: 30                 | line 5: policies.mine.weights.price: there is no such field in the weights
					models: ["gpt-*", b]    |                           | line 3: policies.mine.models: it is missing
					models: ["gpt-*", b]    | models: []                | line 6: policies.mine.models: it is []
					models: ["gpt-*", b]    | models: [b, b]            | line 6: policies.mine.models: it is [b, b]; it must be all, or a list
					models: ["gpt-*", b]    | models: [b, ""]           | without empty names
					minCapability: 0.5      | minCapability: 1.5        | line 8: policies.mine.minCapability: it is 1.5; it must be from 0 to 1
					attempts: 2             | attempts: 0               | line 10: policies.mine.attempts: it is 0; it must be from 1 to 10
					attempts: 2             | attempts: 2.5             | 2.5
					attempts: 2             | attempts: 2\\n    attempts: 3 | attempts
					deadline: 30s           | deadline: 30              | line 11: policies.mine.deadline: it is 30; it must be a duration
					deadline: 30s           | deadline: 0s              | line 11: policies.mine.deadline: it is 0s
					deadline: 30s           | deadline: 61m             | line 11: policies.mine.deadline: it is 61m; it must be a time above 0 and at most 60m
					firstToken: 500ms       | firstToken: 31s           | line 12: policies.mine.firstToken: it is 31s; it must be no longer than the deadline
					ttl: 24h                | ttl: 0s                   | line 13: policies.mine.cache.ttl: it is 0s
					ttl: 24h                | ttl: 721h                 | line 13: policies.mine.cache.ttl: it is 721h; it must be a time above 0 and at most 720h
					{ ttl: 24h }            | {}                        | line 13: policies.mine.cache.ttl: it is missing
					b: [c, d]               | b: [c, b]                 | line 15: fallbacks.b: it is [c, b]; it must be a list without the model itself
					b: [c, d]               | b: []                     | line 15: fallbacks.b: it is []; it must be a list of at least one model
					slidingWindow: 10       | slidingWindow: 0          | line 16: breaker.slidingWindow: it is 0
					slidingWindow: 10       | slidingWindow: 10, minimumCalls: 11 | line 16: breaker.minimumCalls: it is 11; it must be no more than slidingWindow, 10
					slidingWindow: 10       | failureRate: 0            | line 16: breaker.failureRate: it is 0; it must be more than 0
					max: 1m                 | max: 5s                   | line 17: cooldown.standard: it is 10000ms; it must be no longer than max
					outageCover: 45s        | outageCover: 61s          | line 18: budgets.outageCover: it is 61s; it must be a time above 0 and at most 1m
					attempts: 2             | atempts: 2                | line 10: policies.mine.atempts: there is no such field in a policy
					attempts: 2             | atempts: 2                | did you mean attempts?
					outageCover: 45s        | unknownPrice: {mode: cap, inputPerMillion: 1} | line 18: budgets.unknownPrice.outputPerMillion: it is missing
					outageCover: 45s        | unknownPrice: {mode: deny, inputPerMillion: 1} | line 18: budgets.unknownPrice.inputPerMillion: there is no such field in unknownPrice with this mode
					outageCover: 45s        | unknownPrice: {mode: cap, inputPerMillion: 0.1234567, outputPerMillion: 1} | line 18: budgets.unknownPrice.inputPerMillion: it is 0.1234567
					outageCover: 45s        | unknownPrice: {mode: cup} | line 18: budgets.unknownPrice.mode: it is cup; it must be one of [deny, cap, allow]; did you mean cap?
					outageCover: 45s        | unknownPrice: {}          | line 18: budgets.unknownPrice.mode: it is missing
					""")
	void whatIsWrongIsNamed(String good, String bad, String complaint) {
		String text = GOOD.replace(good, (bad != null) ? bad.replace("\\n", "\n") : "");
		assertThat(text).isNotEqualTo(GOOD);
		assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> read(text))
			.withMessageContaining("policies.yaml")
			.withMessageContaining(complaint);
	}

	@Test
	void namesThatNobodyOffersAreToldButNoError() throws IOException {
		Catalog catalog = new Catalog(new Stage().with("p/c").with("p/mine").deployments.values());
		assertThat(read(GOOD).unknownTo(catalog)).containsExactlyInAnyOrder(
				"policy mine, models: no provider offers gpt-*", "policy mine, models: no provider offers b",
				"policy mine, baseline: no provider offers b", "policy mine: a model has this name, and comes first",
				"fallbacks of b: no provider offers b", "fallbacks of b: no provider offers d");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					models: all      | models: [claude-opus5]     | policies.mine.models[0]: there is no model claude-opus5 in models.yaml; did you mean claude-opus-5?
					models: all      | models: ["gtp-*"]          | policies.mine.models[0]: no model in models.yaml matches gtp-*; did you mean gpt-*?
					models: all      | models: [opus, cheap]      | policies.mine.models[1]: there is no model cheap in models.yaml
					except: []       | except: [anthropc/claude-opus-5] | policies.mine.except[0]: there is no model anthropc/claude-opus-5 in models.yaml; did you mean anthropic/claude-opus-5?
					fallbacks: {}    | fallbacks: {gpt-5: [claude-opus]}      | fallbacks.gpt-5[0]: there is no model claude-opus in models.yaml; did you mean claude-opus-5?
					fallbacks: {}    | fallbacks: {gpt-5: [openai/gpt-4o]}    | fallbacks.gpt-5[0]: there is no model openai/gpt-4o in models.yaml
					fallbacks: {}    | fallbacks: {gtp-5: [claude-opus-5]}    | fallbacks.gtp-5: there is no model gtp-5 in models.yaml; did you mean gpt-5?
					guardrails: {}   | guardrails: {judge: {kind: moderation, mode: block, provider: opnai, model: m}} | guardrails.judge.provider: it is opnai; it must be one of [openai, anthropic]; did you mean openai?
					""")
	void aNameThatNoFileListsIsRefusedWithTheNearest(String good, String bad, String complaint) throws IOException {
		String text = NAMES.replace(good, bad);
		assertThat(text).isNotEqualTo(NAMES);
		assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> checkNames(text))
			.withMessageContaining("policies.yaml line ")
			.withMessageContaining(complaint);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			models: all      | models: [gpt-5, opus, "openai/*", anthropic/claude-opus-5]
			fallbacks: {}    | fallbacks: {gpt-5: [anthropic/claude-opus-5, opus], house-model: [gpt-5]}
			""")
	void aNameThatAFileListsIsKnownWithOrWithoutItsKey(String good, String better) throws IOException {
		assertThat(checkNames(NAMES.replace(good, better))).isEmpty();
	}

	@Test
	void whatIsUnknownButDoesNoHarmIsARemark() throws IOException {
		assertThat(checkNames(NAMES.replace("except: []", "except: [\"*code*\"]\n    baseline: [gpt-6, gpt-5]")
			.replace("guardrails: {}", "guardrails: {here: {kind: regions, mode: block, allow: [\"eu-*\"]}}")))
			.satisfiesExactly(
					remark -> assertThat(remark)
						.contains("policies.mine.except[0]: no model in models.yaml matches *code*"),
					remark -> assertThat(remark)
						.contains("policies.mine.baseline[0]: there is no model gpt-6 in models.yaml"),
					remark -> assertThat(remark).contains("guardrails.here.allow[0]: no provider is in a region eu-*"));
	}

	@Test
	void theShippedPoliciesNameNothingThatIsNotThere() {
		Catalog shipped = new CatalogReader(Path.of("config")).read(Map.of("OPENAI_API_KEY", "sk-x"), null);
		assertThat(PolicyReader.checkNames(ConfigFile.find(Path.of("config"), "policies.yaml"), shipped)).isEmpty();
	}

	private List<String> checkNames(String text) throws IOException {
		Files.writeString(this.directory.resolve("policies.yaml"), text);
		return PolicyReader.checkNames(ConfigFile.find(this.directory, "policies.yaml"),
				new Catalog(List.of(), new Catalog.Listed(
						new LinkedHashSet<>(
								List.of("gpt-5", "openai/gpt-5", "claude-opus-5", "opus", "anthropic/claude-opus-5")),
						new LinkedHashSet<>(List.of("openai", "anthropic")))));
	}

	private Policies read(String text) throws IOException {
		Files.writeString(this.directory.resolve("policies.yaml"), text);
		return PolicyReader.read(ConfigFile.find(this.directory, "policies.yaml"));
	}

}
