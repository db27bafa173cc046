package dev.serai.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Input that means harm, or only looks so. Whatever comes, the answer is one of the
 * contract's: an error of OpenAI's shape with the call's id, and nothing of the inside.
 */
class HostileInputTest {

	private static final int MAX_BODY = 200_000;

	private static FakeProvider provider;

	private static Gateway gateway;

	private static HeardLogs logs;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		gateway = new OwnConfiguration().provider("alpha", "openai", provider.url() + "/v1")
			.model("alone", "alpha")
			.setting("serai.max-request-bytes", Integer.toString(MAX_BODY))
			.setting("serai.upload-timeout", "3s")
			.start();
		logs = new HeardLogs();
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
	}

	/** Sends a body and holds the refusal against the contract. */
	private static JsonNode refused(int status, byte[] body) throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			return refused(status, caller.chat(body).read());
		}
	}

	private static JsonNode refused(int status, String body) throws IOException {
		return refused(status, body.getBytes(StandardCharsets.UTF_8));
	}

	private static JsonNode refused(int status, RawCaller.Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().get("content-type")).startsWith("application/json");
		assertThat(UUID.fromString(answer.headers().get("x-request-id")).version()).isEqualTo(7);
		assertThat(answer.headers()).doesNotContainKey("server");
		JsonNode error = Gateway.json(answer.body()).path("error");
		assertThat(error.path("message").isTextual()).as(answer.body()).isTrue();
		assertThat(error.path("type").isTextual()).isTrue();
		assertThat(error.path("code").isTextual()).isTrue();
		assertThat(error.has("param")).isTrue();
		assertThat(answer.body()).doesNotContain("Exception", "\tat ", "org.apache", "java.", "127.0.0.1", "Tomcat",
				"jackson", "SELECT");
		assertThat(provider.requests()).isEmpty();
		return error;
	}

	private static RawCaller.Answer raw(String request) throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			return caller.send(request).read();
		}
	}

	private static String head(String method, String path, String... headers) {
		return method + " " + path + " HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + gateway.key() + "\r\n"
				+ String.join("", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n";
	}

	private static void stillServes() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			assertThat(caller.chat(Said.request("alone")).read().status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{{env:HOME}}", "{{sys:user.home}}", "${sys.user.home}", "${env.HOME}",
			"{{bean:database?method=toString}}", "#{systemProperties}", "RAW(x)", "${exchangeProperty.call}",
			"../alone", "http://169.254.169.254/", "alpha/alone?bridgeEndpoint=true", "direct:record", "' OR 1=1--",
			"%7B%7Benv:HOME%7D%7D" })
	void H02_aModelNameThatIsAnExpressionIsJustUnknown(String model) throws IOException {
		logs.forget();
		JsonNode error = refused(404, Said.request(model));
		assertThat(error.path("code").asText()).isEqualTo("model_not_found");
		assertThat(error.toString()).doesNotContain(System.getProperty("user.home"), System.getenv("HOME"));
		assertThat(String.join("\n", logs.lines())).doesNotContain("ERROR");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{{env:HOME}}", "${sys.user.home}", "{{bean:database}}", "#{1+1}", "RAW(x)",
			"${exchangeProperty.call}" })
	void H02_anExpressionElsewhereStaysLiteral(String text) throws IOException {
		String body = "{\"model\":\"alone\",\"user\":\"" + text + "\",\"metadata\":{\"k\":\"" + text
				+ "\"},\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
		HttpResponse<String> response = gateway.send(gateway.request("/v1/chat/completions")
			.headers("x-serai-feature", text, "x-serai-tags", text, "x-serai-session", text)
			.POST(BodyPublishers.ofString(body))
			.build());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(provider.lastRequest().text()).isEqualTo(body);
		assertThat(response.headers().map().toString()).doesNotContain(text);
	}

	@Test
	void H03_whoCallsIsNeverTakenFromAHeader() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send("GET /v1/models HTTP/1.1\r\nHost: serai\r\nX-Team-Id: default\r\nX-Serai-Team: default\r\n"
					+ "X-Forwarded-User: admin\r\n\r\n");
			refused(401, caller.read());
		}
	}

	static Stream<Arguments> credentials() {
		String key = "Bearer sk-serai-nobody-nothing";
		return Stream.of(argumentSet("none"), argumentSet("unknown", "Authorization: " + key),
				argumentSet("twice", "Authorization: " + key, "Authorization: " + key),
				argumentSet("Basic", "Authorization: Basic YTpi"), argumentSet("empty", "Authorization:"),
				argumentSet("no key", "Authorization: Bearer "), argumentSet("SQL", "Authorization: Bearer ' OR 1=1--"),
				argumentSet("other letters", "Authorization: Bearer sk-serаi-ключ"),
				argumentSet("long", "Authorization: Bearer " + "k".repeat(6000)));
	}

	@ParameterizedTest
	@MethodSource("credentials")
	void H04_withoutAGoodKeyThereIsOnly401(org.junit.jupiter.params.aggregator.ArgumentsAccessor headers)
			throws IOException {
		String lines = String.join("", headers.toList().stream().map(header -> header + "\r\n").toList());
		refused(401, raw("GET /v1/models HTTP/1.1\r\nHost: serai\r\n" + lines + "\r\n"));
	}

	@Test
	void H04_twoAuthorizationHeadersAreNoneEvenIfBothAreGood() throws IOException {
		refused(401, raw(head("GET", "/v1/models", "Authorization: Bearer " + gateway.key())));
	}

	@Test
	void H04_aKeyThatContradictsAnotherIsNone() throws IOException {
		refused(401, raw(head("GET", "/v1/models", "x-api-key: sk-serai-nobody-nothing")));
	}

	@Test
	void H04_aHeaderOfAMegabyteIsRefused() throws IOException {
		refused(400, raw("GET /v1/models HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + "k".repeat(1_000_000)
				+ "\r\n\r\n"));
	}

	@Test
	void H04_aNulInAHeaderIsRefused() throws IOException {
		refused(400, raw("GET /v1/models HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer a\0b\r\n\r\n"));
	}

	@Test
	void H05_aBodyBeyondTheCapIsRefusedBeforeItIsRead() throws IOException {
		refused(413, raw(head("POST", "/v1/chat/completions", "Content-Type: application/json",
				"Content-Length: " + (MAX_BODY + 1))));
	}

	@Test
	void H05_aChunkedBodyBeyondTheCapIsRefused() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(head("POST", "/v1/chat/completions", "Content-Type: application/json",
					"Transfer-Encoding: chunked"));
			String chunk = Integer.toHexString(50_000) + "\r\n" + " ".repeat(50_000) + "\r\n";
			for (int i = 0; i < 5; i++) {
				caller.send(chunk);
			}
			refused(413, caller.read());
		}
	}

	@Test
	void H05_aBodyOfJustTheCapIsRead() throws IOException {
		String request = Said.request("alone");
		try (RawCaller caller = new RawCaller(gateway)) {
			assertThat(caller.chat(request + " ".repeat(MAX_BODY - request.length())).read().status()).isEqualTo(200);
		}
	}

	@Test
	void H05_aCallerWhoLeavesWhileUploadingLeavesNothingBehind() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(head("POST", "/v1/chat/completions", "Content-Type: application/json", "Content-Length: 1000")
					+ "{\"model\":");
			caller.reset();
		}
		stillServes();
	}

	@Test
	void H05_aBodyThatTricklesIsNotWaitedForAndNobodyElseWaits() throws IOException {
		List<RawCaller> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 50; i++) {
				slow.add(new RawCaller(gateway)
					.send(head("POST", "/v1/chat/completions", "Content-Type: application/json", "Content-Length: 1000")
							+ "{"));
			}
			stillServes();
			provider.forget();
			Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> {
				try {
					for (RawCaller caller : slow) {
						caller.send(" ");
					}
					return false;
				}
				catch (IOException closed) {
					return true;
				}
			});
			refused(408, slow.getLast().read());
		}
		finally {
			for (RawCaller caller : slow) {
				caller.close();
			}
		}
	}

	@Test
	void H05_anOperatorsBodyIsSmall() throws IOException {
		String chunk = Integer.toHexString(50_000) + "\r\n" + " ".repeat(50_000) + "\r\n";
		refused(413, raw(
				"POST /api/teams HTTP/1.1\r\nHost: serai\r\nContent-Type: application/json\r\nAuthorization: Bearer "
						+ Gateway.ADMIN_KEY + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5)));
	}

	@Test
	void H06_depthAndNumbersBeyondReasonAreRefusedQuickly() throws IOException {
		refused(400, "{\"model\":\"alone\",\"messages\":" + "[".repeat(80_000) + "]".repeat(80_000) + "}");
		refused(400, "{\"x\":".repeat(30_000));
		StringBuilder many = new StringBuilder("{");
		for (int i = 0; i < 9_000; i++) {
			many.append("\"Aa").append(i % 2 == 0 ? "BB" : "Aa").append(i).append("\":1,");
		}
		refused(400, many.append("\"model\":\"alone\"}").toString());
		refused(400, "{\"model\":\"alone\",\"messages\":[],\"max_tokens\":" + "9".repeat(150_000) + "}");
		stillServes();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"model\":\"alone\",\"model\":\"dear\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
			"{\"model\":\"alone\",\"stream\":false,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
			"{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"role\":\"system\",\"content\":\"a\"}]}",
			"{\"model\":\"alone\",\"x\":{\"a\":1,\"\\u0061\":2},\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}" })
	void H07_aKeyThatStandsTwiceIsRefused(String body) throws IOException {
		assertThat(refused(400, body).path("code").asText()).isEqualTo("duplicate_key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "\"text\"", "12", "{", "{}",
			"{\"model\":\"alone\",\"messages\":[],}",
			"{\"model\":\"alone\",\"temperature\":NaN,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
			"{\"model\":\"alone\",\"temperature\":Infinity,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
			"{/* hi */\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}", "{'model':'alone'}",
			"{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud800\"}]}",
			"{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}{\"model\":\"dear\"}",
			"\ufeff{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}" })
	void H08_whatIsNoStrictJsonIsRefused(String body) throws IOException {
		refused(400, body);
	}

	@Test
	void H08_otherEncodingsThanUtf8AreRefused() throws IOException {
		for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
				Charset.forName("UTF-32"))) {
			refused(400, Said.request("alone").getBytes(charset));
		}
		byte[] invalid = Said.request("alone").replace("something", "some\u0001thing").getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < invalid.length; i++) {
			invalid[i] = (invalid[i] == 1) ? (byte) 0xC0 : invalid[i];
		}
		refused(400, invalid);
	}

	@Test
	void H08_nulsInStringsAreServedAndRecorded() {
		String body = "{\"model\":\"alone\",\"user\":\"a\\u0000b\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\u0000b\"}]}";
		HttpResponse<String> served = gateway.chat(body);
		assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
		HttpResponse<String> unknown = gateway.chat(Said.request("al\\u0000one"));
		assertThat(unknown.statusCode()).isIn(400, 404);
		recorded(served);
		recorded(unknown);
	}

	private static void recorded(HttpResponse<?> response) {
		String id = response.headers().firstValue("x-request-id").orElseThrow();
		org.awaitility.Awaitility.await()
			.untilAsserted(() -> assertThat(gateway.database()
				.sql("SELECT count(*) FROM call WHERE id = ?::uuid")
				.param(id)
				.query(Long.class)
				.single()).isEqualTo(1));
	}

	@Test
	void H09_unknownFieldsReachTheProviderAsTheyWere() {
		String body = "{\"z\":1e400,\"model\":\"alone\",\"big\":123456789012345678901234567890,\"e\":1.50,\"n\":null,"
				+ "\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\\/\",\"x\":[ ]}],\"a\":{}}";
		assertThat(gateway.chat(body).statusCode()).isEqualTo(200);
		assertThat(provider.lastRequest().text()).isEqualTo(body);
	}

	static Stream<Arguments> brokenHttp() {
		return Stream.of(argumentSet("no HTTP", "hello\r\n\r\n"),
				argumentSet("no host", "GET /v1/models HTTP/1.1\r\n\r\n"),
				argumentSet("two hosts", "GET /v1/models HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
				argumentSet("header without colon", "GET /v1/models HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
				argumentSet("bad length", "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"),
				argumentSet("negative length",
						"POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
				argumentSet("two lengths",
						"POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
				argumentSet("odd letters in the path", "GET /v1/<models> HTTP/1.1\r\nHost: a\r\n\r\n"),
				argumentSet("odd letters in the host", "GET /v1/models HTTP/1.1\r\nHost: a_b:c\r\n\r\n"));
	}

	@ParameterizedTest
	@MethodSource("brokenHttp")
	void H10_whatIsNoHttpGetsA400OfTheContract(String request) throws IOException {
		refused(400, raw(request));
	}

	@Test
	void H10_aRequestHiddenBehindTwoLengthsIsNotServed() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(head("POST", "/v1/chat/completions", "Content-Type: application/json", "Content-Length: 4",
					"Transfer-Encoding: chunked") + "0\r\n\r\n" + head("GET", "/v1/models"));
			refused(400, caller.read());
			assertThat(caller.isAtEnd()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/assets", "/assets/", "/assets/../api", "/index.htm", "/v1", "/v1/", "/v1/nothing",
			"/v1/chat/completions/", "/v1/chat/completions/x", "/v1/../v1/models", "//v1/models", "/v1//models",
			"/v1/models;x=1", "/v1/%6dodels", "/v1/models/.", "/V1/models", "/v1/models.", "/v1/./models", "/actuator",
			"/actuator/env", "/actuator/health", "/error", "/q/dev", "/favicon.ico", "/API/teams", "/api/teams;x=1",
			"/api//teams", "/docs/../api/teams" })
	void H12_otherSpellingsOfAPathAreNothing(String path) throws IOException {
		refused(404, raw(head("GET", path)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api", "/api/", "/api/nothing", "/api/teams/", "/api/teams.", "/api/teams" })
	void H12_whoIsNobodyDoesNotLearnWhatTheAdminApiHas(String path) throws IOException {
		refused(401, raw(head("GET", path)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%2e%2e/v1/models", "/v1/models%2f", "/v1/models%5c", "/v1/models%00", "/v1/%zz" })
	void H12_aPathThatHidesItsSlashesIsNoPath(String path) throws IOException {
		refused(400, raw(head("GET", path)));
	}

	@Test
	void H13_aPictureIsNeverFetchedByTheGateway() throws IOException {
		try (ServerSocket inside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			inside.setSoTimeout(300);
			for (String host : List.of("127.0.0.1", "localhost", "localhost.", "2130706433", "0x7f.1")) {
				HttpResponse<String> response = gateway
					.chat("{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":"
							+ "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://" + host + ":"
							+ inside.getLocalPort() + "/a.png\"}}]}]}");
				assertThat(response.statusCode()).as(response.body()).isIn(200, 400);
			}
			org.assertj.core.api.Assertions.assertThatThrownBy(inside::accept)
				.isInstanceOf(SocketTimeoutException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "' OR 1=1--", "'); DROP TABLE call; --", "\"; SELECT pg_sleep(9); --", "%27%20OR%201=1",
			"x\\'; --", "$$; TRUNCATE team; $$" })
	void H14_sqlIsTextLikeAnyOther(String sql) {
		long teams = gateway.database().sql("SELECT count(*) FROM team").query(Long.class).single();
		HttpResponse<String> response = gateway.send(gateway.request("/v1/chat/completions")
			.header("x-serai-feature", sql)
			.header("x-serai-tags", sql)
			.header("x-serai-session", sql)
			.POST(BodyPublishers.ofString(Said.request("alone")
				.replaceFirst("\\{", Matcher.quoteReplacement("{\"user\":" + quoted(sql) + ","))))
			.build());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		recorded(response);
		List<String> kept = gateway.database()
			.sql("SELECT concat_ws('|', feature, tags, session, end_user) FROM call WHERE feature = ?")
			.param(sql)
			.query(String.class)
			.list();
		assertThat(kept).contains(String.join("|", sql, sql, sql, sql));
		String encoded = URLEncoder.encode(sql, StandardCharsets.UTF_8);
		for (String query : List.of("/api/calls?team=", "/api/calls?feature=", "/api/calls?model=",
				"/api/calls?before=", "/api/spend?by=", "/api/spend?from=")) {
			HttpResponse<String> answer = gateway.send(gateway.admin(query + encoded).GET().build());
			assertThat(answer.statusCode()).as(query).isIn(200, 400);
			assertThat(answer.body()).doesNotContain("syntax", "PSQL");
		}
		assertThat(gateway.send(gateway.admin("/api/keys/" + "x".repeat(36)).DELETE().build()).statusCode())
			.isEqualTo(404);
		assertThat(gateway.database().sql("SELECT count(*) FROM team").query(Long.class).single()).isEqualTo(teams);
	}

	private static String quoted(String text) {
		return JsonNodeFactory.instance.textNode(text).toString();
	}

	@Test
	void H17_whatCallersSayIsInNoLogAndNoTable() {
		StringBuilder prompt = new StringBuilder("Sum these up:");
		for (int i = 0; i < 10_000; i++) {
			prompt.append(" hush-").append(i);
		}
		provider.plays(Said.answering("It is hush-answer."));
		logs.forget();
		HttpResponse<String> response = gateway
			.chat("{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":" + quoted(prompt.toString())
					+ "}]}");
		assertThat(response.statusCode()).isEqualTo(200);
		provider.plays(Said.failing(400));
		gateway.chat("{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":" + quoted(prompt.toString())
				+ "}],\"temperature\":9}");
		recorded(response);
		assertThat(logs.lines()).noneMatch(line -> line.contains("hush-"));
		for (String table : gateway.database()
			.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
			.query(String.class)
			.list()) {
			assertThat(gateway.database()
				.sql("SELECT count(*) FROM \"" + table + "\" t WHERE t::text LIKE '%hush-%'")
				.query(Long.class)
				.single()).as(table).isZero();
		}
		HttpResponse<String> meters = gateway.send(HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator/prometheus"))
			.GET()
			.build());
		assertThat(meters.body()).doesNotContain("hush-");
	}

	@Test
	void H11_aLineBreakInAModelNameIsRefused() throws IOException {
		refused(400, Said.request("alone\\r\\nX-Evil: 1"));
	}

	/** What calls are summed up by is told apart by sight. */
	@ParameterizedTest
	@ValueSource(strings = { "a\u200bb", "a\u202eb", "\u2066a", "a\u00adb", "a\u2028b", "a\ue000", "\u3164" })
	void H11_aFeatureOrTagHoldsNothingThatNobodySees(String value) throws IOException {
		for (String header : new String[] { "x-serai-feature", "x-serai-tags" }) {
			JsonNode error = refused(400, raw(head("GET", "/v1/models", header + ": " + value)));
			assertThat(error.path("param").asText()).isEqualTo(header);
		}
	}

	@Test
	void H11_lineBreaksInHeadersReachNoLogLine() throws IOException {
		logs.forget();
		refused(400, raw(head("GET", "/v1/models", "x-serai-tags: a\tb")));
		refused(400, raw(head("GET", "/v1/models", "x-serai-tags: " + "t".repeat(300))));
		refused(400, raw(head("GET", "/v1/models", "x-serai-timeout-ms: soon")));
		assertThat(String.join("\n", logs.lines())).doesNotContain("ERROR");
	}

	@Test
	void aCallWithABadHeaderIsRecordedLikeAnyOther() {
		HttpResponse<String> response = gateway.send(gateway.request("/v1/chat/completions")
			.header("x-serai-timeout-ms", "-1")
			.POST(BodyPublishers.ofString(Said.request("alone")))
			.build());
		assertThat(response.statusCode()).isEqualTo(400);
		recorded(response);
		org.awaitility.Awaitility.await()
			.untilAsserted(() -> assertThat(gateway.part(io.micrometer.core.instrument.MeterRegistry.class)
				.get("serai.journal.waiting")
				.gauge()
				.value()).isZero());
	}

	@ParameterizedTest
	@ValueSource(strings = { "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "GET", "CONNECT", "BREW" })
	void H15_otherMethodsThanTheContractsAreRefused(String method) throws IOException {
		RawCaller.Answer answer = raw(
				head(method, "/v1/chat/completions", "Content-Type: application/json", "Content-Length: 0"));
		assertThat(answer.status()).isIn(405, 400, 501);
		refused(answer.status(), answer);
	}

	@Test
	void H15_aHeadRequestGetsNoBody() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			RawCaller.Answer answer = caller.send(head("HEAD", "/v1/chat/completions")).readHead();
			assertThat(answer.status()).isEqualTo(405);
			assertThat(answer.headers()).containsKey("x-request-id");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "zstd", "deflate", "gzip, gzip" })
	void H16_aCompressedBodyIsRefused(String encoding) throws IOException {
		refused(415, raw(head("POST", "/v1/chat/completions", "Content-Type: application/json",
				"Content-Encoding: " + encoding, "Content-Length: 2") + "{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type: application/x-www-form-urlencoded",
			"Content-Type: multipart/form-data; boundary=x", "Content-Type: text/plain", "Content-Type: nonsense",
			"Content-Type: application/json; charset=utf-16", "X-No-Type: at all" })
	void H16_aBodyThatIsNotSaidToBeJsonIsRefused(String type) throws IOException {
		String body = "model=alone";
		refused(415, raw(head("POST", "/v1/chat/completions", type, "Content-Length: " + body.length()) + body));
	}

	@Test
	void aCallerWhoAsksBeforeSendingIsTold() throws IOException {
		String body = Said.request("alone");
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(head("POST", "/v1/chat/completions", "Content-Type: application/json", "Expect: 100-continue",
					"Content-Length: " + body.length()));
			assertThat(caller.readHead().status()).isEqualTo(100);
			assertThat(caller.send(body).read().status()).isEqualTo(200);
		}
	}

	@Test
	void aCallerWhoAsksBeforeSendingTooMuchIsRefusedAtOnce() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(head("POST", "/v1/chat/completions", "Content-Type: application/json", "Expect: 100-continue",
					"Content-Length: " + (MAX_BODY + 1)));
			refused(413, caller.read());
		}
	}

	@Test
	void aClientThatOffersHttp2IsServedLikeAnyOther() throws Exception {
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
			assertThat(client.send(gateway.request("/v1/models").GET().build(), BodyHandlers.ofString()).statusCode())
				.isEqualTo(200);
			HttpResponse<String> plain = client.send(gateway.request("/v1/chat/completions")
				.POST(BodyPublishers.ofString(Said.request("alone")))
				.build(), BodyHandlers.ofString());
			assertThat(plain.statusCode()).isEqualTo(200);
			assertThat(plain.body()).isEqualTo(Said.answer("Hi."));
			HttpResponse<String> stream = client.send(gateway.request("/v1/chat/completions")
				.POST(BodyPublishers.ofString(Said.streamRequest("alone")))
				.build(), BodyHandlers.ofString());
			assertThat(Gateway.events(stream.body())).endsWith("[DONE]").hasSize(3);
			HttpResponse<String> wrong = client.send(
					gateway.request("/v1/chat/completions").POST(BodyPublishers.ofString("{")).build(),
					BodyHandlers.ofString());
			assertThat(wrong.statusCode()).isEqualTo(400);
		}
	}

	@Test
	void P20_noErrorOfManyRandomRequestsLeavesTheContract() throws IOException {
		AtomicInteger errors = new AtomicInteger();
		List<String> methods = List.of("GET", "POST", "DELETE", "PUT");
		List<String> paths = new ArrayList<>(List.of("/v1/models", "/v1/chat/completions", "/v1/route", "/v1/x", "/",
				"/docs", "/v1/chat/completions?x={{env:HOME}}&CamelHttpUri=http://127.0.0.1:1"));
		List<String> types = List.of("Content-Type: application/json", "Content-Type: text/plain", "X-A: b");
		List<String> bodies = List.of("", "{}", "[", Said.request("nothing"));
		for (String method : methods) {
			for (String path : paths) {
				for (String type : types) {
					for (String body : bodies) {
						RawCaller.Answer answer = raw(
								head(method, path, type, "Content-Length: " + body.length()) + body);
						if (answer.status() >= 300) {
							refused(answer.status(), answer);
							errors.incrementAndGet();
						}
						assertThat(answer.headers()).containsKey("x-request-id");
						assertThat(answer.status()).isLessThan(500);
					}
				}
			}
		}
		assertThat(errors).hasValueGreaterThan(200);
	}

}
