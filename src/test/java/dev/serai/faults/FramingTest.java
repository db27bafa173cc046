package dev.serai.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.serai.gateway.http.tomcat.ConnectionCounts;
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
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Where a request begins and ends, which two readers must not see differently, and what
 * every answer says to browsers, refusals of the container itself included.
 */
class FramingTest {

	private static final String CHAT = Said.request("alone");

	private static FakeProvider provider;

	private static Gateway gateway;

	private static HeardLogs logs;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		gateway = new OwnConfiguration().provider("alpha", "openai", provider.url() + "/v1")
			.model("alone", "alpha")
			.setting("serai.public-url", "https://serai.example.com")
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

	private static String get(String... lines) {
		return "GET /v1/models HTTP/1.1\r\nHost: serai\r\nAuthorization: Bearer " + gateway.key() + "\r\n"
				+ String.join("", lines) + "\r\n";
	}

	private static String post(String version, String body, String... lines) {
		return "POST /v1/chat/completions HTTP/" + version
				+ "\r\nHost: serai\r\nContent-Type: application/json\r\nAuthorization: Bearer " + gateway.key() + "\r\n"
				+ String.join("", lines) + "\r\n" + body;
	}

	private static String chunked(String body) {
		return post("1.1", body, "Transfer-Encoding: chunked\r\n");
	}

	private static String chunk(String text) {
		return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
	}

	static Stream<Arguments> heads() {
		String length = "Content-Length: " + CHAT.length() + "\r\n";
		return Stream.of(argumentSet("folded value", get("X-A: b\r\n c\r\n")),
				argumentSet("folded by a tab", get("X-A: b\r\n\tc\r\n")),
				argumentSet("folded long", get("X-A: b\r\n ccccccccccccccccccccc\r\n")),
				argumentSet("folded length", post("1.1", CHAT, "Content-Length:\r\n " + CHAT.length() + "\r\n")),
				argumentSet("space before the first field", "GET /v1/models HTTP/1.1\r\n Host: serai\r\n\r\n"),
				argumentSet("line feed alone after the request line", "GET /v1/models HTTP/1.1\nHost: serai\r\n\r\n"),
				argumentSet("line feed alone after a field", get("X-A: b\n")),
				argumentSet("line feed alone within a field", get("X-A: b\nX-B: c\r\n")),
				argumentSet("line feed alone at the head's end", "GET /v1/models HTTP/1.1\r\nHost: serai\r\n\n"),
				argumentSet("line feeds alone everywhere", "GET /v1/models HTTP/1.1\nHost: serai\n\n"),
				argumentSet("line feed alone before the request", "\n" + get()),
				argumentSet("carriage return alone in a field", get("X-A: b\rX-B: c\r\n")),
				argumentSet("carriage return alone at the end", get("X-A: b\r\r\n")),
				argumentSet("carriage return in the request line", "GET /v1/models\r HTTP/1.1\r\nHost: serai\r\n\r\n"),
				argumentSet("two spaces in the request line", "GET  /v1/models HTTP/1.1\r\nHost: serai\r\n\r\n"),
				argumentSet("tabs in the request line", "GET\t/v1/models\tHTTP/1.1\r\nHost: serai\r\n\r\n"),
				argumentSet("space after the version", "GET /v1/models HTTP/1.1 \r\nHost: serai\r\n\r\n"),
				argumentSet("HTTP/0.9", "GET /v1/models\r\n\r\n"),
				argumentSet("small letters in the version", "GET /v1/models http/1.1\r\nHost: serai\r\n\r\n"),
				argumentSet("space before the colon", get("X-A : b\r\n")),
				argumentSet("tab before the colon", get("X-A\t: b\r\n")), argumentSet("no name", get(": b\r\n")),
				argumentSet("no colon", get("nonsense\r\n")), argumentSet("NUL in a value", get("X-A: a\0b\r\n")),
				argumentSet("NUL in a name", get("X\0A: b\r\n")),
				argumentSet("control character in a value", get("X-A: a\u0001b\r\n")),
				argumentSet("DEL in a value", get("X-A: a\u007fb\r\n")),
				argumentSet("letters outside ASCII in a name", get("X-\u00e4: b\r\n")),
				argumentSet("two lengths that agree", post("1.1", CHAT, length, length)),
				argumentSet("two lengths that do not", post("1.1", CHAT, length, "Content-Length: 1\r\n")),
				argumentSet("a list of lengths",
						post("1.1", CHAT, "Content-Length: " + CHAT.length() + ", " + CHAT.length() + "\r\n")),
				argumentSet("a length with a sign", post("1.1", CHAT, "Content-Length: +" + CHAT.length() + "\r\n")),
				argumentSet("a negative length", post("1.1", CHAT, "Content-Length: -1\r\n")),
				argumentSet("a hexadecimal length", post("1.1", CHAT, "Content-Length: 0x10\r\n")),
				argumentSet("a fractional length", post("1.1", CHAT, "Content-Length: 10.0\r\n")),
				argumentSet("a length with space in it", post("1.1", CHAT, "Content-Length: 1 0\r\n")),
				argumentSet("a length beyond numbers",
						post("1.1", CHAT, "Content-Length: 99999999999999999999999999\r\n")),
				argumentSet("an empty length", post("1.1", CHAT, "Content-Length:\r\n")),
				argumentSet("a coding in HTTP/1.0",
						post("1.0", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: chunked\r\n")),
				argumentSet("a coding and a length",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", length, "Transfer-Encoding: chunked\r\n")),
				argumentSet("a coding and a length, the other way round",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: chunked\r\n", length)),
				argumentSet("a coding twice",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: chunked\r\n",
								"Transfer-Encoding: chunked\r\n")),
				argumentSet("a list of codings",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: chunked, chunked\r\n")),
				argumentSet("an unknown coding", post("1.1", CHAT, "Transfer-Encoding: gzip\r\n")),
				argumentSet("identity", post("1.1", CHAT, "Transfer-Encoding: identity\r\n")),
				argumentSet("an unknown coding and chunked",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: gzip, chunked\r\n")),
				argumentSet("a misspelled coding",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: xchunked\r\n")),
				argumentSet("a coding with a parameter",
						post("1.1", chunk(CHAT) + "0\r\n\r\n", "Transfer-Encoding: chunked;a=b\r\n")),
				argumentSet("an empty coding", post("1.1", CHAT, "Transfer-Encoding:\r\n")), argumentSet(
						"a vertical tab before the coding", post("1.1", CHAT, "Transfer-Encoding:\u000bchunked\r\n")));
	}

	/** Refused, closed, and what follows in the same bytes is not served. */
	@ParameterizedTest
	@MethodSource("heads")
	void aHeadThatMayBeReadInTwoWaysIsRefused(String request) throws IOException {
		refusedAlone(request);
	}

	static Stream<Arguments> bodies() {
		return Stream.of(argumentSet("size that is no number", chunked("zz\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("no size", chunked("\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("negative size", chunked("-1\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("size with a prefix", chunked("0x10\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("size beyond numbers", chunked("ffffffffffffffff1\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("size of four gigabytes", chunked("ffffffff\r\n" + CHAT + "\r\n0\r\n\r\n")),
				argumentSet("space before the size", chunked(" 1\r\n{\r\n0\r\n\r\n")),
				argumentSet("space after the size", chunked("1 \r\n{\r\n0\r\n\r\n")),
				argumentSet("line feed alone after the size", chunked("1\n{\r\n0\r\n\r\n")),
				argumentSet("line feed alone after a chunk", chunked("1\r\n{\n0\r\n\r\n")),
				argumentSet("line feed alone in an extension", chunked("1;a=b\n{\r\n0\r\n\r\n")),
				argumentSet("NUL in an extension", chunked("1;a=\0\r\n{\r\n0\r\n\r\n")),
				argumentSet("an extension without end", chunked("1;" + "a".repeat(20_000) + "\r\n{\r\n0\r\n\r\n")),
				argumentSet("chunk longer than it says", chunked("1\r\n{{\r\n0\r\n\r\n")),
				argumentSet("chunk shorter than it says", chunked("5\r\n{\r\n0\r\n\r\n\r\n")),
				argumentSet("carriage return alone after the size", chunked("1\r{\r\n0\r\n\r\n")),
				argumentSet("line feed alone in a trailer", chunked(chunk(CHAT) + "0\r\nX-A: b\n\r\n")),
				argumentSet("line feed alone at the end", chunked(chunk(CHAT) + "0\r\n\n")),
				argumentSet("folded trailer", chunked(chunk(CHAT) + "0\r\nX-A: b\r\n c\r\n\r\n")),
				argumentSet("space before a trailer's colon", chunked(chunk(CHAT) + "0\r\nX-A : b\r\n\r\n")),
				argumentSet("a trailer without end",
						chunked(chunk(CHAT) + "0\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n")));
	}

	@ParameterizedTest
	@MethodSource("bodies")
	void chunksThatMayBeReadInTwoWaysAreRefused(String request) throws IOException {
		refusedAlone(request);
	}

	private static void refusedAlone(String request) throws IOException {
		logs.forget();
		try (RawCaller caller = new RawCaller(gateway)) {
			RawCaller.Answer answer = caller.send(request + get()).read();
			assertThat(answer.status()).as(answer.body()).isEqualTo(400);
			assertThat(UUID.fromString(answer.headers().get("x-request-id")).version()).isEqualTo(7);
			assertThat(answer.headers().get("content-type")).startsWith("application/json");
			assertThat(answer.headers().get("x-content-type-options")).isEqualTo("nosniff");
			assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
			assertThat(Gateway.json(answer.body()).at("/error/code").isTextual()).as(answer.body()).isTrue();
			assertThat(ended(caller)).as("the connection is closed, and the second request is not answered").isTrue();
		}
		assertThat(provider.requests()).isEmpty();
		assertThat(String.join("\n", logs.lines())).doesNotContain("ERROR", "\tat ", "Exception");
	}

	private static boolean ended(RawCaller caller) {
		try {
			return caller.isAtEnd();
		}
		catch (IOException reset) {
			return true;
		}
	}

	@Test
	void requestsThatFollowOneAnotherAtOnceAreServedInOrder() throws IOException {
		String sized = post("1.1", CHAT, "Content-Length: " + CHAT.length() + "\r\n");
		String inChunks = chunked(chunk(CHAT.substring(0, 7)) + "a;x=\"y\"\r\n" + CHAT.substring(7, 17) + "\r\n"
				+ chunk(CHAT.substring(17)) + "0\r\nX-Trailer: a\r\n\r\n");
		String all = get() + sized + "\r\n" + inChunks + get() + inChunks + sized + get();
		for (int piece : new int[] { all.length(), 1, 7, 100, 1000 }) {
			try (RawCaller caller = new RawCaller(gateway)) {
				for (int at = 0; at < all.length(); at += piece) {
					caller.send(all.substring(at, Math.min(all.length(), at + piece)));
				}
				for (String has : List.of("\"object\":\"list\"", "Hi.", "Hi.", "list", "Hi.", "Hi.", "list")) {
					RawCaller.Answer answer = caller.read();
					assertThat(answer.status()).as(answer.body()).isEqualTo(200);
					assertThat(answer.body()).contains(has);
				}
			}
		}
		assertThat(provider.requests()).hasSize(20).allSatisfy(request -> assertThat(request.text()).isEqualTo(CHAT));
	}

	@Test
	void aBodyLargerThanTheBuffersIsFollowedByTheNextRequest() throws IOException {
		String large = CHAT + " ".repeat(100_000);
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(post("1.1", large, "Content-Length: " + large.length() + "\r\n") + get()
					+ chunked(chunk(large) + chunk(" ".repeat(9_000)) + "0\r\n\r\n") + get());
			for (int i = 0; i < 4; i++) {
				assertThat(caller.read().status()).isEqualTo(200);
			}
		}
	}

	@Test
	void aFaultInASecondRequestLeavesTheFirstItsAnswer() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send(get() + get("X-A: b\r\n c\r\n") + get());
			assertThat(caller.read().status()).isEqualTo(200);
			assertThat(caller.read().status()).isEqualTo(400);
			assertThat(ended(caller)).isTrue();
		}
	}

	@Test
	void refusedFramingIsCounted() throws IOException {
		ConnectionCounts counts = gateway.part(ConnectionCounts.class);
		long before = counts.of(ConnectionCounts.Reason.FRAMING);
		refusedAlone(get("X-A: b\r\n c\r\n"));
		assertThat(counts.of(ConnectionCounts.Reason.FRAMING)).isEqualTo(before + 1);
		assertThat(management("/actuator/prometheus").body())
			.contains("serai_connections_closed_total{reason=\"framing\"");
	}

	private static HttpResponse<String> management(String path) {
		return gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + path))
			.GET()
			.build());
	}

	static Stream<Arguments> answers() {
		return Stream
			.of(argumentSet("a page", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200),
					argumentSet("a file", "GET /assets/app.js HTTP/1.1\r\nHost: a\r\n\r\n", 200),
					argumentSet("the documentation", "GET /docs HTTP/1.1\r\nHost: a\r\n\r\n", 200),
					argumentSet("the contract", "GET /docs/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n", 200),
					argumentSet("nothing", "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", 404),
					argumentSet("no file", "GET /assets/none.js HTTP/1.1\r\nHost: a\r\n\r\n", 404),
					argumentSet("a path that is refused", "GET /a//b HTTP/1.1\r\nHost: a\r\n\r\n", 404),
					argumentSet("a method that is refused", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
					argumentSet("a body that is refused",
							"POST /api/teams HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 415),
					argumentSet("no session", "GET /api/session HTTP/1.1\r\nHost: a\r\n\r\n", 401),
					argumentSet("no right", "GET /api/teams HTTP/1.1\r\nHost: a\r\n\r\n", 401),
					argumentSet("an answer of the API",
							"GET /api/teams HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Gateway.ADMIN_KEY
									+ "\r\n\r\n",
							200),
					argumentSet("no HTTP", "hello\r\n\r\n", 400), argumentSet("no host", "GET / HTTP/1.1\r\n\r\n", 400),
					argumentSet("another version", "GET / HTTP/3.7\r\nHost: a\r\n\r\n", 505),
					argumentSet("bad framing", "GET / HTTP/1.1\nHost: a\n\n", 400),
					argumentSet("bad framing at the data API", "GET /v1/models HTTP/1.1\nHost: a\n\n", 400),
					argumentSet("a head that is too large",
							"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "a".repeat(9_000) + "\r\n\r\n", 400));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void everyAnswerSaysWhatBrowsersMayNotDo(String request, int status) throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			RawCaller.Answer answer = caller.send(request).read();
			assertThat(answer.status()).as(answer.body()).isEqualTo(status);
			secure(answer.headers());
			boolean file = status == 200 && !request.contains("/api/");
			if (!file) {
				assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
			}
		}
	}

	private static void secure(Map<String, String> headers) {
		assertThat(headers).containsEntry("x-content-type-options", "nosniff")
			.containsEntry("referrer-policy", "no-referrer")
			.containsEntry("x-frame-options", "DENY")
			.containsEntry("strict-transport-security", "max-age=31536000");
		assertThat(headers.get("content-security-policy")).contains("default-src 'self'", "frame-ancestors 'none'");
		assertThat(headers).doesNotContainKeys("server", "x-powered-by");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/prometheus", "/actuator/env", "/nothing" })
	void theManagementsAnswersSayItToo(String path) {
		HttpResponse<String> answer = management(path);
		secure(answer.headers()
			.map()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join(", ", entry.getValue()))));
	}

	@Test
	void theManagementRefusesWhatMayBeReadInTwoWays() throws IOException {
		try (RawCaller caller = RawCaller.to(gateway.managementPort())) {
			RawCaller.Answer answer = caller.send("GET /actuator/health HTTP/1.1\nHost: a\n\n").read();
			assertThat(answer.status()).isEqualTo(400);
			secure(answer.headers());
		}
	}

	@Test
	void answersOfTheDataApiHaveLittleOfIt() throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			Map<String, String> answer = caller.chat(CHAT).read().headers();
			assertThat(answer).containsEntry("x-content-type-options", "nosniff")
				.doesNotContainKeys("content-security-policy", "x-frame-options", "referrer-policy");
			RawCaller.Answer refused = caller.chat("{").read();
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.headers()).containsEntry("x-content-type-options", "nosniff")
				.containsEntry("cache-control", "no-store");
		}
		catch (EOFException ex) {
			throw new AssertionError("An answer is missing", ex);
		}
	}

}
