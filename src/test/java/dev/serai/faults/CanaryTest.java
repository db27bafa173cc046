package dev.serai.faults;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.serai.gateway.access.Peppers;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Request;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Words that must not be found where they do not belong: a caller's headers at no
 * provider and in no answer, keys in no log, no answer and no row.
 */
@TestMethodOrder(OrderAnnotation.class)
class CanaryTest {

	private static final String CANARY = "canary-7f3a";

	private static final String PEPPER = "Y2FuYXJ5LXBlcHBlci1vZi0zMi1ieXRlcy1hbmQtbW9yZSE=";

	/** Headers that any caller may make up; each value holds the canary. */
	private static final List<String> CALLERS_HEADERS = List.of("Cookie", "X-Team-Id", "X-Forwarded-For",
			"X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via", "User-Agent", "Accept-Language", "Origin", "Referer",
			"Pragma", "X-Request-Id", "Traceparent", "Tracestate", "Baggage", "Idempotency-Key", "OpenAI-Organization",
			"OpenAI-Project", "OpenAI-Beta", "anthropic-version", "anthropic-beta", "x-goog-api-key", "api-key",
			"Proxy-Authorization", "X-HTTP-Method-Override", "breadcrumbId", "CamelHttpUri", "CamelHttpPath",
			"CamelHttpQuery", "CamelHttpMethod", "CamelHttpRawQuery", "CamelRestHttpUri", "CamelFileName",
			"cAmElExecCommandExecutable", "CamelHttpResponseCode", "CamelCharsetName", "org.apache.camel.Exchange",
			"JMSReplyTo", "Set-Cookie", "Server", "Location", "X-Serai-Feature", "X-Serai-Tags", "X-Serai-Session",
			"X-Serai-Team", "X-Serai-Cost-Usd", "X-Anything-Else");

	private static final List<HttpResponse<String>> ANSWERS = new ArrayList<>();

	private static Map<String, FakeProvider> providers;

	private static Gateway gateway;

	private static HeardLogs logs;

	@BeforeAll
	static void start() {
		providers = new LinkedHashMap<>();
		Stream.of("openai", "anthropic", "gemini", "second").forEach(name -> providers.put(name, new FakeProvider()));
		gateway = new OwnConfiguration().provider("openai", "openai", providers.get("openai").url() + "/v1")
			.provider("second", "openai", providers.get("second").url() + "/v1")
			.provider("anthropic", "anthropic", providers.get("anthropic").url())
			.provider("gemini", "gemini", providers.get("gemini").url())
			.model("by-openai", "openai")
			.model("by-anthropic", "anthropic")
			.model("by-gemini", "gemini")
			.model("by-two", "openai", "second")
			.setting("serai.key-pepper", PEPPER)
			.start();
		logs = new HeardLogs();
		providers.get("openai").plays(Said.answering("Hi."));
		providers.get("second").plays(Said.answering("Hi."));
		providers.get("anthropic")
			.plays((request, wire) -> wire.json(200,
					"{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
							+ "\"text\":\"Hi.\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
							+ "\"usage\":{\"input_tokens\":2,\"output_tokens\":1}}"));
		providers.get("gemini")
			.plays((request, wire) -> wire.json(200,
					"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi.\"}],\"role\":\"model\"},\"finishReason\":\"STOP\","
							+ "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":2,\"candidatesTokenCount\":1,"
							+ "\"totalTokenCount\":3},\"modelVersion\":\"m\",\"responseId\":\"r1\"}"));
	}

	@AfterAll
	static void stop() {
		logs.close();
		gateway.close();
		providers.values().forEach(FakeProvider::close);
	}

	static Stream<Arguments> protocols() {
		Set<String> always = Set.of("host", "connection", "content-length", "content-type", "user-agent");
		return Stream.of(argumentSet("OpenAI", "openai", with(always, "authorization")),
				argumentSet("Anthropic", "anthropic", with(always, "x-api-key", "anthropic-version", "anthropic-beta")),
				argumentSet("Gemini", "gemini", with(always, "x-goog-api-key")));
	}

	private static Set<String> with(Set<String> some, String... more) {
		Set<String> all = new TreeSet<>(some);
		all.addAll(List.of(more));
		return all;
	}

	private static HttpResponse<String> ask(String body, String query) {
		HttpRequest.Builder request = gateway.request("/v1/chat/completions" + query)
			.POST(BodyPublishers.ofString(body));
		CALLERS_HEADERS.forEach(name -> request.header(name, CANARY + "-" + name));
		// A key that came before with another body would be refused.
		request.setHeader("Idempotency-Key", CANARY + "-" + ANSWERS.size());
		HttpResponse<String> response = gateway.send(request.build());
		ANSWERS.add(response);
		return response;
	}

	@ParameterizedTest
	@MethodSource("protocols")
	@Order(1)
	void H01_aProviderGetsItsOwnHeadersAndNothingOfTheCallers(String provider, Set<String> expected) {
		StringBuilder query = new StringBuilder("?x=1");
		CALLERS_HEADERS.forEach(name -> query.append('&').append(name).append('=').append(CANARY));
		HttpResponse<String> response = ask(Said.request("by-" + provider), query.toString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		Request request = providers.get(provider).lastRequest();
		assertThat(request.toString() + request.headers() + request.text()).doesNotContain(CANARY, gateway.key());
		assertThat(request.headers().keySet().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
			.containsExactlyInAnyOrderElementsOf(expected);
		assertThat(request.headers().values())
			.anySatisfy(value -> assertThat(value).endsWith(OwnConfiguration.keyOf(provider)));
		assertThat(response.headers().map().toString() + response.body()).doesNotContain(CANARY);
		assertThat(response.headers().map().keySet()).allMatch(name -> name.startsWith("x-")
				|| Set.of("content-type", "content-length", "date", "keep-alive", "connection").contains(name));
	}

	@Test
	@Order(2)
	void aProvidersKeyGoesToThatProviderOnly() {
		providers.get("openai").plays(Said.failing(500));
		assertThat(ask(Said.request("by-two"), "").statusCode()).isEqualTo(200);
		assertThat(providers.get("second").lastRequest().headers().toString())
			.contains(OwnConfiguration.keyOf("second"))
			.doesNotContain(OwnConfiguration.keyOf("openai"));
	}

	@Test
	@Order(3)
	void P14_noKeyIsInAnyLogAnswerOrRow() {
		String secret = OwnConfiguration.keyOf("openai");
		for (FakeProvider.Script script : List.<FakeProvider.Script>of(Said.failing(401), Said.failing(404),
				Said.failing(400), (request, wire) -> wire.reset(), (request, wire) -> wire.json(200, "null"),
				(request, wire) -> wire.json(401, "{\"error\":{\"message\":\"bad key " + secret + "\"}}"),
				(request, wire) -> wire.json(400, "{\"error\":{\"message\":\"bad key " + secret + "\"}}"),
				(request, wire) -> wire.bytes(500, "text/html",
						("<p>" + secret + "</p>").getBytes(java.nio.charset.StandardCharsets.UTF_8)),
				(request, wire) -> wire.stream()
					.event(Said.piece("Hi"))
					.event("{\"error\":{\"message\":\"bad key " + secret + "\",\"code\":\"" + secret + "\"}}")
					.end())) {
			providers.get("openai").plays(script);
			ask(Said.request("by-openai"), "");
			ask(Said.streamRequest("by-openai"), "");
		}
		ask("{\"model\":", "");
		ask(Said.request("{{env:OPENAI_KEY}}"), "");
		ANSWERS.add(gateway.send(gateway.admin("/v1/models").GET().build()));
		ANSWERS.add(gateway.send(gateway.request("/v1/models").GET().build()));
		ANSWERS.add(gateway.send(gateway.request("/v1/nothing").GET().build()));
		ANSWERS.add(
				gateway.send(gateway.request("/v1/route").POST(BodyPublishers.ofString(Said.request("auto"))).build()));
		long calls = ANSWERS.stream()
			.filter(answer -> answer.request().uri().getPath().endsWith("completions"))
			.count();
		await().untilAsserted(
				() -> assertThat(gateway.database().sql("SELECT count(*) FROM call").query(Long.class).single())
					.isEqualTo(calls));
		List<String> secrets = new ArrayList<>(List.of(gateway.key(), Gateway.ADMIN_KEY, PEPPER));
		providers.keySet().forEach(name -> secrets.add(OwnConfiguration.keyOf(name)));
		for (String word : secrets) {
			assertThat(logs.lines()).noneMatch(line -> line.contains(word));
			assertThat(ANSWERS).noneMatch(answer -> (answer.headers().map() + answer.body()).contains(word));
			assertThat(rows()).noneMatch(row -> row.contains(word));
		}
		assertThat(gateway.part(Peppers.class).toString()).doesNotContain(PEPPER);
		assertThat(logs.lines()).isNotEmpty();
	}

	private static List<String> rows() {
		List<String> rows = new ArrayList<>();
		List<String> tables = gateway.database()
			.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
			.query(String.class)
			.list();
		assertThat(tables).contains("call", "attempt", "api_key", "team", "rollup");
		for (String table : tables) {
			rows.addAll(gateway.database().sql("SELECT t::text FROM \"" + table + "\" t").query(String.class).list());
		}
		return rows;
	}

}
