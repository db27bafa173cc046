package dev.serai.faults;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.contract.Schemas;
import dev.serai.testing.ContractCheck;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Numbers, dates and names that a program cannot hold, at every place of the contract
 * that takes a value. Whatever they are, the fault is the caller's: no answer is of the
 * 500s, and nothing is logged as if Serai had failed.
 */
class HostileValuesTest {

	/** JSON as it stands. */
	private static final List<String> NUMBERS = List.of("1e999999999", "-1e999999999", "1E-2147483649", "1e2147483648",
			"1e-999999999", "1e99999999999999999999", "0e99999999999", "9".repeat(256), "9".repeat(300),
			"0." + "9".repeat(250), "1e308", "1e309", "1e400", "-1e400", "1e-400", "-0", "-0.0", "9223372036854775807",
			"9223372036854775808", "-9223372036854775809", "2147483648", "0.1e1", "1e0", "1.5");

	private static final List<String> TEXTS = List.of("", " ", "\0", "a\0b", "\u200b", "\uFFFF",
			"\uD83D\uDE00".repeat(40), "x".repeat(5_000), "+999999999-12-31T23:59:59.999999999-18:00",
			"-999999999-01-01T00:00:00+18:00", "+999999999-12-31", "-999999999-01-01", "+1000000000-01-01",
			"9999-12-31T23:59:59-18:00", "10000-01-01T00:00:00Z", "9999-12-31", "0000-01-01", "0000-00-00",
			"0001-01-01T00:00:00+18:00", "1969-12-31T23:59:59Z", "1970-01-01", "1970-01-01T00:00:00Z", "2024-02-30",
			"2025-02-29T00:00:00Z", "2026-11-01T25:00:00Z", "2026-11-01T23:59:60Z", "2026-11-01T00:00:00+19:00",
			"294276-12-31T23:59:59Z", "+294277-01-01T00:00:00Z", "4714-01-01", "PT9223372036854775807S",
			"PT9223372036854775808S", "P106751991167300DT15H30M7.999999999S", "P999999999999D", "PT-1S", "-PT1S",
			"PT0.000000001S", "P1Y", "Europe/Nowhere", "+18:00", "+19:00", "GMT+25", "UTC+99:99", "Z",
			"../../etc/passwd", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1",
			"ffffffff-ffff-ffff-ffff-ffffffffffff", "ffffffffffffffffffffffffffffffffffff", "-1", "0", "1",
			"99999999999999999999", "2147483648", "9223372036854775808", "1e999999999", "NaN", "Infinity", "0x10",
			"1_000", "\u0661\u0662", "* * * * *", "0 0 31 2 *", "%", "%zz", "'", "\\", "{}", "null", "true");

	private static final List<String> OTHERS = List.of("null", "true", "{}", "[]", "[null]", "[[]]", "{\"a\":1}",
			"[1e999999999]", "{\"a\":1e999999999}");

	private static final Schemas SCHEMAS = new Schemas(ContractCheck.DOCUMENT);

	private static FakeProvider provider;

	private static Gateway gateway;

	private static HeardLogs logs;

	private static final Map<String, String> IDS = new HashMap<>();

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		gateway = new OwnConfiguration().provider("alpha", "openai", provider.url() + "/v1")
			.provider("beta", "openai", provider.url() + "/beta")
			.provider("claude", "anthropic", provider.url() + "/claude")
			.provider("gemini", "gemini", provider.url() + "/gemini")
			.model("alone", "alpha")
			.model("dual", "alpha", "beta")
			.model("said-by-claude", "claude", "beta")
			.model("said-by-gemini", "gemini", "beta")
			.start();
		logs = new HeardLogs();
		String team = made("/api/teams", "{\"name\":\"hostile\"}");
		IDS.put("/api/teams/{id}", team);
		IDS.put("/api/keys/{id}", made("/api/keys", "{\"name\":\"k\",\"teamId\":\"" + team + "\"}"));
	}

	private static String made(String path, String body) {
		HttpResponse<String> made = gateway.send(gateway.admin(path).POST(BodyPublishers.ofString(body)).build());
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made).path("id").asText();
	}

	@AfterAll
	static void stop() {
		logs.close();
		gateway.close();
		provider.close();
	}

	@BeforeEach
	void calm() {
		provider.forget();
		provider.plays(Said.answering("Hi."));
		logs.forget();
	}

	/** All operations but those that go on for ever or end the operator's own access. */
	static Stream<Arguments> operations() {
		return ContractCheck.DOCUMENT.path("paths")
			.properties()
			.stream()
			.filter(path -> !path.getKey().equals("/api/live"))
			.flatMap(path -> path.getValue()
				.properties()
				.stream()
				.filter(method -> Set.of("get", "post", "put", "patch", "delete").contains(method.getKey()))
				.map(method -> argumentSet(method.getKey() + " " + path.getKey(), method.getKey(), path.getKey(),
						SCHEMAS.whole(method.getValue()))));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void noValueIsAFaultOfSerai(String method, String path, JsonNode operation) {
		String good = IDS.getOrDefault(path.replaceAll("(\\{\\w+}).*", "$1"), UUID.randomUUID().toString());
		JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
		String body = schema.isMissingNode() ? "" : example(schema, 0).toString();
		String plain = path.replaceAll("\\{\\w+}", good);
		List<String> faults = new ArrayList<>();
		if (path.contains("{")) {
			TEXTS.forEach(text -> {
				if (!text.isEmpty()) {
					ask(faults, method, path.replaceAll("\\{\\w+}", encoded(text)), body);
				}
			});
		}
		String query = requiredQuery(operation);
		for (JsonNode parameter : operation.path("parameters")) {
			if (parameter.path("in").asText().equals("query")) {
				String name = parameter.path("name").asText();
				for (String text : TEXTS) {
					ask(faults, method, plain + "?" + without(query, name) + name + "=" + encoded(text), body);
				}
			}
		}
		if (!schema.isMissingNode()) {
			for (String place : places(schema, "", 0)) {
				for (String json : literals(at(schema, place))) {
					ask(faults, method, plain + (query.isEmpty() ? "" : "?" + query), with(schema, place, json));
				}
			}
		}
		assertThat(faults).isEmpty();
		assertThat(logs.lines()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
	}

	/**
	 * Of a text's place all texts, of others all numbers, and some of the rest of both.
	 */
	private static List<String> literals(JsonNode schema) {
		List<String> texts = TEXTS.stream().map(text -> JsonNodeFactory.instance.textNode(text).toString()).toList();
		boolean text = type(schema).equals("string");
		return Stream.of(text ? NUMBERS.subList(0, 4) : NUMBERS, OTHERS, text ? texts : texts.subList(0, 10))
			.flatMap(List::stream)
			.toList();
	}

	private static JsonNode at(JsonNode schema, String place) {
		JsonNode at = schema;
		for (String name : place.substring(1).split("/")) {
			at = at.path("properties").path(name);
		}
		return at;
	}

	private static void ask(List<String> faults, String method, String target, String body) {
		String key = target.startsWith("/v1/") ? gateway.key() : Gateway.ADMIN_KEY;
		HttpResponse<String> answer = gateway.send(gateway.request(target)
			.setHeader("authorization", "Bearer " + key)
			.timeout(Duration.ofSeconds(30))
			.method(method.toUpperCase(Locale.ROOT),
					body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build());
		// 503 is said of what the test's gateway does not have, a mail server for one.
		if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
			faults.add(method + " " + shortened(target) + " " + shortened(body) + " -> " + answer.statusCode());
		}
	}

	private static String shortened(String text) {
		return (text.length() > 300) ? text.substring(0, 300) + "…" : text;
	}

	private static String encoded(String text) {
		String cut = (text.length() > 1_000) ? text.substring(0, 1_000) : text;
		return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String requiredQuery(JsonNode operation) {
		StringBuilder query = new StringBuilder();
		for (JsonNode parameter : operation.path("parameters")) {
			if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
				query.append(parameter.path("name").asText())
					.append('=')
					.append(encoded(example(parameter.path("schema"), 0).asText()))
					.append('&');
			}
		}
		return query.toString();
	}

	private static String without(String query, String name) {
		return query.replaceAll("(^|&)" + name + "=[^&]*&?", "$1");
	}

	/** A value that fits a schema, as far as its types go. */
	private static JsonNode example(JsonNode schema, int depth) {
		JsonNodeFactory json = JsonNodeFactory.instance;
		if (schema.has("const")) {
			return schema.get("const");
		}
		if (schema.path("examples").has(0)) {
			return schema.path("examples").get(0);
		}
		if (schema.path("enum").has(0)) {
			return schema.path("enum").get(0);
		}
		for (String combination : List.of("oneOf", "anyOf", "allOf")) {
			if (schema.path(combination).has(0)) {
				return example(schema.path(combination).get(0), depth);
			}
		}
		return switch (type(schema)) {
			case "object" -> {
				ObjectNode object = json.objectNode();
				schema.path("required")
					.forEach(name -> object.set(name.asText(),
							example(schema.path("properties").path(name.asText()), depth + 1)));
				yield object;
			}
			case "array" -> {
				var array = json.arrayNode();
				if (schema.path("minItems").asInt() > 0) {
					array.add(example(schema.path("items"), depth + 1));
				}
				yield array;
			}
			case "integer", "number" -> json.numberNode(schema.path("minimum").asLong(1));
			case "boolean" -> json.booleanNode(true);
			default -> json.textNode(schema.path("format").asText().equals("uuid")
					? IDS.getOrDefault("/api/teams/{id}", UUID.randomUUID().toString()) : "alone");
		};
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		return type.isArray() ? type.get(0).asText() : type.asText(schema.has("properties") ? "object" : "string");
	}

	/** JSON pointers of the fields, down to the second level. */
	private static List<String> places(JsonNode schema, String at, int depth) {
		List<String> places = new ArrayList<>();
		schema.path("properties").properties().forEach(property -> {
			String place = at + "/" + property.getKey();
			places.add(place);
			if (depth < 1) {
				places.addAll(places(property.getValue(), place, depth + 1));
			}
		});
		for (String combination : List.of("oneOf", "anyOf", "allOf")) {
			for (JsonNode one : schema.path(combination)) {
				if (depth < 1) {
					places.addAll(places(one, at, depth));
				}
			}
		}
		return places.stream().distinct().toList();
	}

	/** The example's text with a literal at a place. */
	private static String with(JsonNode schema, String place, String literal) {
		String mark = "@@here@@";
		JsonNode whole = example(schema, 0);
		ObjectNode at = whole.isObject() ? (ObjectNode) whole : JsonNodeFactory.instance.objectNode();
		whole = at;
		String[] names = place.substring(1).split("/");
		for (int i = 0; i < names.length - 1; i++) {
			JsonNode next = at.get(names[i]);
			at = (next instanceof ObjectNode object) ? object : at.putObject(names[i]);
		}
		at.put(names[names.length - 1], mark);
		return whole.toString().replace("\"" + mark + "\"", literal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e999999999", "-1e999999999", "1E-2147483649", "1e99999999999999999999", "0e99999999999",
			"1e1001", "1e-1001" })
	void aNumberThatNothingHoldsIsRefusedByItsField(String number) {
		Map<String, String> bodies = new LinkedHashMap<>();
		String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
		bodies.put("{\"model\":\"alone\"," + messages + ",\"temperature\":" + number + "}", "temperature");
		bodies.put("{\"model\":\"alone\"," + messages + ",\"max_tokens\":" + number + "}", "max_tokens");
		bodies.put("{\"model\":\"alone\"," + messages + ",\"unheard_of\":" + number + "}", "unheard_of");
		bodies.put("{\"model\":\"alone\"," + messages + ",\"metadata\":{\"a\":[1,{\"b\":" + number + "}]}}",
				"metadata.a[1].b");
		bodies.put("{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":" + number + "}]}",
				"messages[0].content");
		bodies.put("{\"model\":\"alone\"," + messages
				+ ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"maximum\":"
				+ number + "}}}]}", "tools[0].function.parameters.maximum");
		bodies.forEach((body, field) -> refusedAt(field, gateway.chat(body)));
		refusedAt("name", gateway
			.send(gateway.admin("/api/teams").POST(BodyPublishers.ofString("{\"name\":" + number + "}")).build()));
		assertThat(provider.requests()).isEmpty();
		assertThat(logs.lines()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
	}

	private static void refusedAt(String field, HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(Gateway.json(answer).at("/error/param").asText()).isEqualTo(field);
	}

	@Test
	void aCallThatIsRefusedForItsNumbersIsNoFailureOfSerai() {
		HttpResponse<String> answer = gateway.chat("{\"model\":\"alone\",\"messages\":[],\"temperature\":1e999999999}");
		String id = answer.headers().firstValue("x-request-id").orElseThrow();
		String outcome = await()
			.until(() -> gateway.database()
				.sql("SELECT outcome::text FROM call WHERE id = ?::uuid")
				.param(id)
				.query(String.class)
				.optional(), Optional::isPresent)
			.orElseThrow();
		assertThat(outcome).isEqualToIgnoringCase("refused");
	}

	static Stream<Arguments> names() {
		IntFunction<String> colliding = i -> {
			StringBuilder name = new StringBuilder();
			for (int bit = 0; bit < 17; bit++) {
				name.append(((i >> bit & 1) == 0) ? "Aa" : "BB");
			}
			return name.toString();
		};
		return Stream.of(argumentSet("many", 100_000, (IntFunction<String>) i -> "n" + i),
				argumentSet("more than are read", 300_000, (IntFunction<String>) i -> "n" + i),
				argumentSet("long", 20_000, (IntFunction<String>) i -> "n".repeat(60) + i),
				argumentSet("of one hash", 50_000, colliding));
	}

	@ParameterizedTest
	@MethodSource("names")
	void manyNamesCostBoundedTime(int count, IntFunction<String> name) {
		String names = String.join(",",
				IntStream.range(0, count).mapToObj(i -> "\"" + name.apply(i) + "\":1").toList());
		for (String body : List.of(
				"{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]," + names + "}",
				"{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"metadata\":{" + names
						+ "}}")) {
			long begun = System.nanoTime();
			HttpResponse<String> answer = gateway.chat(body);
			assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
		}
		if (name.apply(0).length() + count < 100_000) {
			assertThat(
					gateway.send(gateway.admin("/api/teams").POST(BodyPublishers.ofString("{" + names + "}")).build())
						.statusCode())
				.isIn(400, 413);
		}
		assertThat(logs.lines()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
	}

	static Stream<Arguments> answers() {
		List<String> numbers = List.of("1e999999999", "1E-2147483649", "1e99999999999999999999", "9".repeat(2_000));
		return numbers.stream()
			.flatMap(number -> Stream.of(
					argumentSet("usage " + shortened(number), "dual",
							Said.answer("Hi.")
								.replaceFirst("\"prompt_tokens\":\\s*\\d+", "\"prompt_tokens\":" + number)),
					argumentSet("created " + shortened(number), "dual",
							Said.answer("Hi.").replaceFirst("\\{", "{\"x\":" + number + ",")),
					argumentSet("Anthropic " + shortened(number), "said-by-claude",
							"{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"Hi.\"}],"
									+ "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":" + number
									+ ",\"output_tokens\":1}}"),
					argumentSet("Gemini " + shortened(number), "said-by-gemini",
							"{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi.\"}]},\"finishReason\":\"STOP\"}],"
									+ "\"usageMetadata\":{\"promptTokenCount\":" + number + "}}")));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void anAnswerWithNumbersThatNothingHoldsIsMalformedAndTheNextIsAsked(String model, String answer) {
		provider.plays((request, wire) -> {
			if (request.target().startsWith("/beta")) {
				wire.json(200, Said.answer("Hello."));
			}
			else {
				wire.json(200, answer);
			}
		});
		HttpResponse<String> served = gateway.chat(Said.request(model));
		assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
		assertThat(provider.lastRequest().target()).startsWith("/beta");
		assertThat(logs.lines()).noneMatch(line -> line.contains("ERROR"));
	}

}
