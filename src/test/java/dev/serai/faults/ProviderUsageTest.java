package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What callers see of the usage that a provider states, wherever it states it, and what
 * is billed for it. Every model costs a thousand dollars for a million tokens, half of it
 * in the tier flex and twice as much in the tier priority.
 */
class ProviderUsageTest {

	private static final String PRICES = "prices: [{from: 2020-01-01, input: 1000, output: 1000, cacheWrite5m: 1250,"
			+ " cacheWrite1h: 2000, tiers: {flex: {input: 500, output: 500}, priority: {input: 2000, output: 2000}}}]";

	private static final String POLICY = """
			  %s:
			    description: Test
			    weights: { performance: 0, cost: 100, availability: 0, capability: 0 }
			    models: all
			    attempts: 1
			    deadline: 20s
			    %s
			""";

	private static final String STANDARD = "0.003";

	private static final FakeProvider ALPHA = new FakeProvider();

	private static final FakeProvider CLAUDE = new FakeProvider();

	private static final FakeProvider GEMINI = new FakeProvider();

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		OwnConfiguration configuration = new OwnConfiguration().provider("alpha", "openai", ALPHA.url() + "/v1")
			.provider("claude", "anthropic", CLAUDE.url())
			.provider("gemini", "gemini", GEMINI.url())
			.policies("default: plain\npolicies:\n" + POLICY.formatted("plain", "")
					+ POLICY.formatted("cached", "cache: { ttl: 1h }")
					+ POLICY.formatted("cached-guarded", "cache: { ttl: 1h }\n    guards: [people]")
					+ "guardrails:\n  people: { kind: pii, mode: redact }\n");
		for (String provider : List.of("alpha", "claude", "gemini")) {
			configuration.modelWith("m-" + provider, "      - {provider: " + provider + ", " + PRICES + "}\n");
		}
		gateway = configuration.start();
	}

	@AfterAll
	static void end() {
		gateway.close();
		Stream.of(ALPHA, CLAUDE, GEMINI).forEach(FakeProvider::close);
	}

	/** Where a provider puts usage in a stream. */
	private enum Placement {

		LAST_CHUNK, FINISH_CHUNK, EVERY_CHUNK, TWICE, BEFORE_THE_FINISH, AFTER_THE_FINISH_WITH_CHOICES, SECOND_FINISH,
		GROQ, GROQ_AND_TOP, CHOICES, IN_PARTS, NULL_ELSEWHERE, NULL_WITH_BLANKS;

		List<String> chunks(int choices) {
			String usage = ",\"usage\":" + usage(choices);
			String groq = ",\"x_groq\":{\"id\":\"r\",\"usage\":" + usage(choices) + "}";
			String text = switch (this) {
				case EVERY_CHUNK -> ",\"usage\":" + usage(0);
				case NULL_ELSEWHERE -> ",\"usage\":null,\"obfuscation\":\"x1\"";
				case NULL_WITH_BLANKS -> ",\"usage\" : null ,\"p\":\"x\"";
				default -> "";
			};
			List<String> chunks = new ArrayList<>();
			each(choices,
					choice -> chunks.add(chunk(choice, "{\"role\":\"assistant\",\"content\":\"a \"}", "null", text)));
			each(choices, choice -> chunks.add(chunk(choice, "{\"content\":\"b\"}", "null", text)));
			if (this == BEFORE_THE_FINISH) {
				chunks.add(alone(usage));
			}
			if (this == IN_PARTS) {
				chunks.add(alone(",\"usage\":{\"prompt_tokens\":2}"));
			}
			each(choices, choice -> chunks.add(switch (this) {
				case FINISH_CHUNK, EVERY_CHUNK, TWICE -> chunk(choice, "{}", "\"stop\"", usage);
				case GROQ -> chunk(choice, "{}", "\"stop\"", groq);
				case GROQ_AND_TOP -> chunk(choice, "{}", "\"stop\"", usage + groq);
				case CHOICES -> chunk(choice, "{},\"usage\":" + usage(1), "\"stop\"", "");
				default -> chunk(choice, "{}", "\"stop\"", text);
			}));
			switch (this) {
				case LAST_CHUNK, TWICE, EVERY_CHUNK, NULL_ELSEWHERE, NULL_WITH_BLANKS -> chunks.add(alone(usage));
				case AFTER_THE_FINISH_WITH_CHOICES -> chunks.add(chunk(0, "{}", "null", usage));
				case SECOND_FINISH -> chunks.add(chunk(0, "{}", "\"stop\"", usage));
				case IN_PARTS ->
					chunks.add(alone(",\"usage\":{\"prompt_tokens\":null,\"completion_tokens\":" + choices + "}"));
				default -> {
				}
			}
			chunks.add("[DONE]");
			return chunks;
		}

		String whole(int choices) {
			List<String> all = new ArrayList<>();
			each(choices,
					choice -> all.add("{\"index\":" + choice
							+ ",\"message\":{\"role\":\"assistant\",\"content\":\"a b\"},\"finish_reason\":\"stop\""
							+ ((this == CHOICES) ? ",\"usage\":" + usage(1) : "") + "}"));
			String usage = usage(choices);
			String more = switch (this) {
				case CHOICES -> "";
				case GROQ -> ",\"x_groq\":{\"id\":\"r\",\"usage\":" + usage + "}";
				case GROQ_AND_TOP -> ",\"usage\":" + usage + ",\"x_groq\":{\"id\":\"r\",\"usage\":" + usage + "}";
				default -> ",\"usage\":" + usage;
			};
			return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":["
					+ String.join(",", all) + "]" + more + "}";
		}

		/** Each choice has one token. */
		private static String usage(int completion) {
			return "{\"prompt_tokens\":2,\"completion_tokens\":" + completion + ",\"total_tokens\":" + (2 + completion)
					+ "}";
		}

		private static String chunk(int choice, String delta, String finish, String more) {
			return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":"
					+ choice + ",\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]" + more + "}";
		}

		private static String alone(String more) {
			return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[]"
					+ more + "}";
		}

		private static void each(int choices, IntConsumer action) {
			IntStream.range(0, choices).forEach(action);
		}

	}

	static Stream<Arguments> streams() {
		return Stream.of(Placement.values())
			.flatMap(placement -> Stream.of("cached", "cached-guarded")
				.flatMap(policy -> Stream.of(1, 2)
					.flatMap(choices -> Stream.of(true, false)
						.map(asked -> Arguments.of(placement, policy, choices, asked)))));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void aCallerSeesUsageOnceAtTheEndAndOnlyIfItAsked(Placement placement, String policy, int choices, boolean asked) {
		ALPHA.plays((request, wire) -> play(wire, placement.chunks(choices)));
		String question = question("m-alpha", choices);
		HttpResponse<String> miss = chat(stream(question, asked), policy);
		HttpResponse<String> hit = chat(stream(question, asked), policy);
		HttpResponse<String> other = chat(stream(question, !asked), policy);
		HttpResponse<String> whole = chat(question, policy);
		assertThat(CacheScene.cache(miss)).isEqualTo("miss");
		assertThat(Stream.of(hit, other, whole).map(CacheScene::cache)).containsOnly("hit");
		check(miss, choices, asked);
		check(hit, choices, asked);
		check(other, choices, !asked);
		checkWhole(whole, choices);
	}

	@ParameterizedTest
	@EnumSource(Placement.class)
	void aWholeAnswerHasUsageOnceAlsoWhenItIsStreamedFromTheCache(Placement placement) {
		for (String policy : List.of("cached", "cached-guarded")) {
			for (int choices = 1; choices <= 2; choices++) {
				String answer = placement.whole(choices);
				ALPHA.plays((request, wire) -> wire.json(200, answer));
				String question = question("m-alpha", choices);
				checkWhole(chat(question, policy), choices);
				checkWhole(chat(question, policy), choices);
				check(chat(stream(question, true), policy), choices, true);
				check(chat(stream(question, false), policy), choices, false);
				// A provider that answers whole where a stream was asked for.
				check(chat(stream(question("m-alpha", choices), true), policy), choices, true);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Placement.class)
	void aReplaySaysWhatTheFirstAnswerSaid(Placement placement) {
		ALPHA.plays((request, wire) -> play(wire, placement.chunks(1)));
		for (boolean asked : new boolean[] { true, false }) {
			String question = stream(question("m-alpha", 1), asked);
			String[] key = { "x-serai-policy", "plain", "idempotency-key", UUID.randomUUID().toString() };
			HttpResponse<String> first = CacheScene.chat(gateway, question, key);
			HttpResponse<String> again = CacheScene.chat(gateway, question, key);
			check(first, 1, asked);
			check(again, 1, asked);
		}
	}

	@ParameterizedTest
	@CsvSource({ "m-claude, true", "m-claude, false", "m-gemini, true", "m-gemini, false" })
	void aTranslatedAnswerHasUsageOnce(String model, boolean asked) {
		CLAUDE.plays((request, wire) -> claude(request, wire, "\"input_tokens\":2,\"output_tokens\":1", ""));
		GEMINI.plays((request, wire) -> gemini(request, wire, "", ""));
		for (String policy : List.of("cached", "cached-guarded")) {
			String question = question(model, 1);
			check(chat(stream(question, asked), policy), 1, asked);
			check(chat(stream(question, asked), policy), 1, asked);
			check(chat(stream(question, !asked), policy), 1, !asked);
			checkWhole(chat(question, policy), 1);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', textBlock = """
			openai    | -       | -             | 0.003  | known
			openai    | auto    | -             | 0.003  | known
			openai    | -       | auto          | 0.003  | known
			openai    | -       | default       | 0.003  | known
			openai    | -       | standard      | 0.003  | known
			openai    | -       | on_demand     | 0.003  | known
			openai    | -       | priority      | 0.006  | known
			openai    | -       | flex          | 0.0015 | known
			openai    | -       | scale         | -      | unknown
			openai    | auto    | priority      | 0.006  | known
			openai    | default | priority      | 0.006  | known
			openai    | priority| default       | 0.003  | known
			openai    | priority| priority      | 0.006  | known
			openai    | flex    | priority      | 0.006  | known
			openai    | flex    | flex          | 0.0015 | known
			openai    | flex    | default       | 0.003  | known
			openai    | flex    | performance   | -      | unknown
			openai    | flex    | -             | 0.003  | estimated
			openai    | priority| -             | 0.006  | estimated
			anthropic | -       | -             | 0.003  | known
			anthropic | -       | standard      | 0.003  | known
			anthropic | auto    | priority      | 0.006  | known
			anthropic | default | priority      | 0.006  | known
			anthropic | auto    | standard      | 0.003  | known
			anthropic | -       | batch         | -      | unknown
			gemini    | -       | -             | 0.003  | known
			gemini    | -       | standard      | 0.003  | known
			gemini    | auto    | priority      | 0.006  | known
			gemini    | -       | flex          | 0.0015 | known
			gemini    | -       | ON_DEMAND          | 0.003  | known
			gemini    | -       | ON_DEMAND_PRIORITY | 0.006  | known
			gemini    | -       | ON_DEMAND_FLEX     | 0.0015 | known
			gemini    | -       | PROVISIONED_THROUGHPUT | - | unknown
			gemini    | -       | header:priority    | 0.006  | known
			""")
	void theTierThatServedDecidesThePrice(String protocol, String asked, String served, String usd, String status) {
		String model = switch (protocol) {
			case "anthropic" -> "m-claude";
			case "gemini" -> "m-gemini";
			default -> "m-alpha";
		};
		serve(served);
		String question = question(model, 1);
		if (asked != null) {
			question = question.replaceFirst("\\{", "{\"service_tier\":\"" + asked + "\",");
		}
		HttpResponse<String> whole = chat(question, "plain");
		assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
		assertThat(Scene.header(whole, "x-serai-price-status")).isEqualTo(status);
		JsonNode streamed = last(chat(stream(question, true), "plain")).path("serai");
		assertThat(streamed.path("price_status").asText()).isEqualTo(status);
		if (usd != null) {
			assertThat(new BigDecimal(Scene.header(whole, "x-serai-cost-usd"))).isEqualByComparingTo(usd);
			assertThat(new BigDecimal(streamed.path("cost_usd").asText())).isEqualByComparingTo(usd);
		}
	}

	@Test
	void theTierThatServedIsKeptWithTheAttempt() {
		serve("priority");
		HttpResponse<String> response = chat(question("m-alpha", 1), "plain");
		UUID id = UUID.fromString(Scene.header(response, "x-request-id"));
		await().untilAsserted(() -> assertThat(gateway.database()
			.sql("SELECT service_tier FROM attempt WHERE call_id = ?")
			.param(id)
			.query(String.class)
			.list()).containsExactly("priority"));
		JsonNode call = Gateway.json(gateway.send(gateway.admin("/api/calls/" + id).GET().build()));
		assertThat(call.at("/attempts/0/serviceTier").asText()).isEqualTo("priority");
	}

	@Test
	void theLastTierThatAStreamStatesCounts() {
		List<String> chunks = new ArrayList<>(Placement.LAST_CHUNK.chunks(1));
		chunks.replaceAll(chunk -> chunk.replace("\"created\"", "\"service_tier\":\"default\",\"created\""));
		chunks.set(2, chunks.get(2).replace("default", "priority"));
		chunks.set(3, chunks.get(3).replace("default", "auto"));
		ALPHA.plays((request, wire) -> play(wire, chunks));
		HttpResponse<String> response = chat(stream(question("m-alpha", 1), true), "plain");
		assertThat(last(response).at("/serai/cost_usd").asText()).isEqualTo("0.006");
	}

	@Test
	void laterFiguresCompleteEarlierOnes() {
		GEMINI.plays((request, wire) -> wire.stream()
			.event(gemini("a", "", "\"promptTokenCount\":2"))
			.event(gemini("b", "STOP", "\"candidatesTokenCount\":1,\"totalTokenCount\":3"))
			.end());
		JsonNode last = last(chat(stream(question("m-gemini", 1), true), "plain"));
		assertThat(last.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
		assertThat(last.at("/serai/cost_usd").asText()).isEqualTo(STANDARD);
		assertThat(last.at("/serai/price_status").asText()).isEqualTo("known");
	}

	@Test
	void figuresThatShrinkAreBilledAsTheyWereAndNotKnown() {
		ALPHA.plays((request, wire) -> {
			List<String> chunks = new ArrayList<>(Placement.FINISH_CHUNK.chunks(1));
			chunks.add(3,
					"{\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":0,\"total_tokens\":2}}");
			play(wire, chunks);
		});
		JsonNode last = last(chat(stream(question("m-alpha", 1), true), "plain"));
		assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(1);
		assertThat(last.at("/serai/cost_usd").asText()).isEqualTo(STANDARD);
		assertThat(last.at("/serai/price_status").asText()).isEqualTo("estimated");
	}

	@ParameterizedTest
	@CsvSource({ "5m, 0.128", "1h, 0.203" })
	void cacheWritesBeyondTheSplitAreOfTheLifetimeAskedFor(String lifetime, String usd) {
		CLAUDE.plays((request, wire) -> claude(request, wire,
				"\"input_tokens\":2,\"output_tokens\":1,\"cache_creation_input_tokens\":10",
				",\"cache_creation_input_tokens\":100"));
		String question = "{\"model\":\"m-claude\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
				+ CacheScene.unique() + "\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"" + lifetime
				+ "\"}}]}]}";
		JsonNode last = last(chat(stream(question, true), "plain"));
		assertThat(last.at("/serai/cost_usd").asText()).isEqualTo(usd);
		assertThat(last.at("/serai/price_status").asText()).isEqualTo("known");
	}

	private static void check(HttpResponse<String> response, int choices, boolean asked) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		List<String> events = Gateway.events(response.body());
		assertThat(events).endsWith("[DONE]");
		List<JsonNode> chunks = events.subList(0, events.size() - 1).stream().map(Gateway::json).toList();
		List<JsonNode> answer = asked ? chunks.subList(0, chunks.size() - 1) : chunks;
		for (JsonNode chunk : answer) {
			assertThat(chunk.path("choices").isEmpty()).as(response.body()).isFalse();
			assertThat(chunk.path("usage").isMissingNode() || (asked && chunk.path("usage").isNull()))
				.as(response.body())
				.isTrue();
			assertThat(chunk.toString()).doesNotContain("_tokens");
		}
		for (int choice = 0; choice < choices; choice++) {
			assertThat(text(answer, choice)).as(response.body()).isEqualTo("a b");
		}
		if (asked) {
			assertThat(answer).allMatch(chunk -> chunk.has("usage"));
			assertThat(chunks.getLast().path("choices").isArray()).isTrue();
			assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
			checkUsage(chunks.getLast(), choices);
		}
	}

	private static void checkWhole(HttpResponse<String> response, int choices) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body().split("\"usage\"", -1)).as(response.body()).hasSize(2);
		checkUsage(Gateway.json(response), choices);
	}

	private static void checkUsage(JsonNode holder, int choices) {
		assertThat(holder.at("/usage/prompt_tokens").asInt()).as(holder.toString()).isEqualTo(2);
		assertThat(holder.at("/usage/completion_tokens").asInt()).as(holder.toString()).isEqualTo(choices);
		assertThat(holder.at("/usage/total_tokens").asInt()).as(holder.toString()).isEqualTo(2 + choices);
	}

	private static String text(List<JsonNode> chunks, int choice) {
		StringBuilder text = new StringBuilder();
		for (JsonNode chunk : chunks) {
			for (JsonNode said : chunk.path("choices")) {
				text.append((said.path("index").asInt() == choice) ? said.at("/delta/content").asText("") : "");
			}
		}
		return text.toString();
	}

	private static JsonNode last(HttpResponse<String> response) {
		List<String> events = Gateway.events(response.body());
		assertThat(events).as(response.body()).endsWith("[DONE]");
		return Gateway.json(events.get(events.size() - 2));
	}

	/** All three providers serve in a tier, or say nothing of it. */
	private static void serve(String tier) {
		String top = (tier != null) ? "\"service_tier\":\"" + tier + "\",\"created\"" : "\"created\"";
		ALPHA.plays((request, wire) -> {
			if (request.text().contains("\"stream\":true")) {
				play(wire,
						Placement.LAST_CHUNK.chunks(1)
							.stream()
							.map(chunk -> chunk.replace("\"created\"", top))
							.toList());
			}
			else {
				wire.json(200, Placement.LAST_CHUNK.whole(1).replace("\"created\"", top));
			}
		});
		String inUsage = (tier != null) ? ",\"service_tier\":\"" + tier + "\"" : "";
		CLAUDE.plays((request, wire) -> claude(request, wire, "\"input_tokens\":2,\"output_tokens\":1" + inUsage, ""));
		boolean header = tier != null && tier.startsWith("header:");
		boolean traffic = tier != null && !header && tier.equals(tier.toUpperCase(Locale.ROOT));
		String metadata = (tier == null || header) ? ""
				: ",\"" + (traffic ? "trafficType" : "serviceTier") + "\":\"" + tier + "\"";
		GEMINI.plays((request, wire) -> gemini(request, wire, metadata, header ? tier.substring(7) : ""));
	}

	private static void claude(FakeProvider.Request request, FakeProvider.Wire wire, String usage, String later)
			throws IOException {
		if (!request.text().contains("\"stream\":true")) {
			wire.json(200, "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":"
					+ "[{\"type\":\"text\",\"text\":\"a b\"}],\"stop_reason\":\"end_turn\",\"usage\":{" + usage + "}}");
			return;
		}
		wire.stream()
			.event("{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{" + usage + "}}}")
			.event("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
			.event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a b\"}}")
			.event("{\"type\":\"content_block_stop\",\"index\":0}")
			.event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1"
					+ later + "}}")
			.event("{\"type\":\"message_stop\"}")
			.end();
	}

	private static void gemini(FakeProvider.Request request, FakeProvider.Wire wire, String metadata, String header)
			throws IOException {
		String[] headers = header.isEmpty() ? new String[0] : new String[] { "x-gemini-service-tier", header };
		String counts = "\"promptTokenCount\":2,\"candidatesTokenCount\":1,\"totalTokenCount\":3" + metadata;
		if (request.target().contains("streamGenerateContent")) {
			wire.begin(200, "text/event-stream", headers)
				.event(gemini("a ", "", "\"promptTokenCount\":2"))
				.event(gemini("b", "STOP", counts))
				.end();
		}
		else {
			wire.json(200, gemini("a b", "STOP", counts), headers);
		}
	}

	private static String gemini(String text, String finish, String counts) {
		return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"},\"index\":0"
				+ (finish.isEmpty() ? "" : ",\"finishReason\":\"" + finish + "\"") + "}],\"usageMetadata\":{" + counts
				+ "},\"responseId\":\"r\",\"modelVersion\":\"g\"}";
	}

	private static void play(FakeProvider.Wire wire, List<String> chunks) throws IOException {
		wire.stream();
		for (String chunk : chunks) {
			wire.event(chunk);
		}
		wire.end();
	}

	private static String question(String model, int choices) {
		return "{\"model\":\"" + model + "\"," + ((choices > 1) ? "\"n\":" + choices + "," : "")
				+ "\"messages\":[{\"role\":\"user\",\"content\":\"" + CacheScene.unique() + "\"}]}";
	}

	private static String stream(String question, boolean includeUsage) {
		return question.replaceFirst("\\{",
				"{\"stream\":true," + (includeUsage ? "\"stream_options\":{\"include_usage\":true}," : ""));
	}

	private static HttpResponse<String> chat(String body, String policy) {
		return CacheScene.chat(gateway, body, "x-serai-policy", policy);
	}

}
