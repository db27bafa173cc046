package dev.serai.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Script;
import dev.serai.testing.Gateway;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What a failing provider does to a call: nothing, as long as another one is well. */
@Alone
class FailoverTest {

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
		this.scene.beta.plays(Said.answering("From beta."));
		this.scene.gamma.plays(Said.answering("From gamma."));
	}

	static Stream<Arguments> faults() {
		return Stream.of(fault("U01 500", "failed", "server_error", Said.failing(500)),
				fault("502", "failed", "server_error", Said.failing(502)),
				fault("U06 503", "failed", "overloaded", Said.failing(503)),
				fault("U06 529", "failed", "overloaded", Said.failing(529)),
				fault("U07 401", "failed", "auth", Said.failing(401)),
				fault("U07 403", "failed", "auth", Said.failing(403)),
				fault("U07 404", "failed", "not_found", Said.failing(404)),
				fault("U12 reset before the head", "failed", "broken", (request, wire) -> wire.reset()),
				fault("U12 closed before the head", "failed", "broken", (request, wire) -> wire.hangUp()),
				fault("U12 reset after the head", "failed", "broken",
						(request, wire) -> wire.begin(200, "application/json").reset()),
				fault("U12 reset in the middle of the body", "failed", "broken",
						(request, wire) -> wire.begin(200, "application/json")
							.chunk(Said.answer("Half").substring(0, 60).getBytes(StandardCharsets.UTF_8))
							.reset()),
				fault("U12 closed in the middle of the body", "failed", "broken", (request, wire) -> {
					wire.raw(("HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"id\":")
						.getBytes(StandardCharsets.UTF_8));
					wire.hangUp();
				}), fault("U13 HTML", "failed", "malformed", body(200, "text/html", "<html><p>Sorry</p></html>")),
				fault("U13 empty", "failed", "malformed", body(200, "application/json", "")),
				fault("U13 null", "failed", "malformed", body(200, "application/json", "null")),
				fault("U13 []", "failed", "malformed", body(200, "application/json", "[]")),
				fault("U13 {}", "failed", "malformed", body(200, "application/json", "{}")),
				fault("U13 invalid JSON", "failed", "malformed", body(200, "application/json", "{\"choices\":[{")),
				fault("U13 204", "failed", "malformed",
						(request, wire) -> wire.raw("HTTP/1.1 204 X\r\n\r\n".getBytes(StandardCharsets.UTF_8))),
				fault("U13 no HTTP at all", "failed", "broken", (request, wire) -> {
					wire.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(StandardCharsets.UTF_8));
					wire.hangUp();
				}),
				fault("U14 error under 200", "failed", "server_error",
						body(200, "application/json",
								"{\"error\":{\"message\":\"Ouch\",\"type\":\"server_error\",\"code\":500}}")),
				fault("U18 a thousand headers", "failed", "broken", (request, wire) -> {
					String[] headers = new String[2000];
					Arrays.setAll(headers, i -> (i % 2 == 0) ? "x-header-" + i : "v");
					wire.json(200, Said.answer("Much"), headers);
				}),
				fault("U18 a header of a megabyte", "failed", "broken",
						(request, wire) -> wire.json(200, Said.answer("Much"), "x-long", "v".repeat(1_000_000))),
				fault("U18 a length that is no number", "failed", "malformed",
						(request, wire) -> wire
							.raw("HTTP/1.1 200 X\r\ncontent-length: many\r\n\r\n{}".getBytes(StandardCharsets.UTF_8))),
				fault("U19 redirect", "failed", "server_error",
						Said.failing(302, "location", "http://169.254.169.254/latest")));
	}

	private static Arguments fault(String name, String outcome, String kind, Script script) {
		return argumentSet(name, outcome, kind, script);
	}

	private static Script body(int status, String type, String body) {
		return (request, wire) -> wire.bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void failsOverWhenTheFirstProviderFails(String outcome, String kind, Script script) {
		this.scene.alpha.plays(script);
		HttpResponse<String> response = this.scene.chat(Said.request("dual"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(Said.answer("From beta."));
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");
		assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("2");
		assertThat(this.scene.alpha.requests()).hasSize(1);
		List<Map<String, Object>> attempts = this.scene.attempts(response);
		assertThat(attempts).hasSize(2);
		assertThat(attempts.getFirst()).containsEntry("provider", "alpha")
			.containsEntry("outcome", outcome)
			.containsEntry("failure_kind", kind);
		assertThat(attempts.getLast()).containsEntry("provider", "beta").containsEntry("outcome", "ok");
		assertThat(attempts.getLast().get("cost_usd")).hasToString("0.0009");
	}

	@ParameterizedTest
	@MethodSource("faults")
	void failsOverInAStreamThatHasNoContentYet(String outcome, String kind, Script script) {
		this.scene.alpha.plays(script);
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("dual"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(Gateway.events(response.body())).containsExactly(Said.piece("From beta."), Said.finish(), "[DONE]");
		assertThat(this.scene.attempts(response)).extracting(attempt -> attempt.get("outcome"))
			.containsExactly(outcome, "ok");
	}

	@Test
	void U09_failsOverWhenTheConnectionIsRefused() {
		HttpResponse<String> response = this.scene.chat(Said.request("refused"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.scene.attempts(response).getFirst()).containsEntry("failure_kind", "connect")
			.containsEntry("status", 0);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void U10_failsOverWhenTheFirstProviderHangs(boolean stream) {
		this.scene.alpha.plays((request, wire) -> wire.awaitClose(Duration.ofSeconds(5)));
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(stream ? Said.streamRequest("dual") : Said.request("dual"));
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");
		assertThat(took).isBetween(Duration.ofMillis(500), Duration.ofMillis(800));
		assertThat(this.scene.attempts(response).getFirst()).containsEntry("outcome", "timeout");
	}

	@Test
	void U10_aStreamThatHangsIsGivenUpAfterFiveSecondsWhereThePolicySaysNothing() {
		this.scene.alpha.plays((request, wire) -> wire.awaitClose(Duration.ofSeconds(10)));
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("dual"), "x-serai-policy", "patient");
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("beta");
		assertThat(took).isBetween(Duration.ofMillis(4900), Duration.ofMillis(5300));
	}

	@Test
	void failoverFromAFastErrorAddsLittle() {
		this.scene.alpha.plays(Said.failing(500));
		long[] added = new long[3];
		this.scene.chat(Said.request("pair"));
		for (int i = 0; i < added.length; i++) {
			this.scene.breaker("alpha/pair").transitionToClosedState();
			long start = System.nanoTime();
			this.scene.chat(Said.request("pair"));
			added[i] = System.nanoTime() - start;
		}
		assertThat(Duration.ofNanos(Arrays.stream(added).min().orElseThrow())).isLessThan(Duration.ofMillis(50));
	}

	@Test
	void U03_saysThatProvidersFailedWhenAllDo() {
		this.scene.alpha.plays(Said.failing(500));
		this.scene.beta.plays(Said.failing(500));
		this.scene.gamma.plays(Said.failing(500));
		HttpResponse<String> response = this.scene.chat(Said.request("dual"));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(Scene.error(response)).isEqualTo("upstream_error");
		assertThat(Scene.header(response, "x-should-retry")).isEqualTo("false");
		assertThat(response.body()).doesNotContain("The provider says no");
		assertThat(this.scene.attempts(response)).hasSize(3)
			.allSatisfy(attempt -> assertThat(attempt.get("cost_usd")).hasToString("0"));
	}

	static Stream<Arguments> lastWords() {
		return Stream.of(argumentSet("overloaded", 503, "upstream_overloaded", Said.failing(503)),
				argumentSet("auth", 502, "upstream_auth", Said.failing(401)),
				argumentSet("forbidden", 502, "upstream_auth", Said.failing(403)),
				argumentSet("truncated", 502, "truncated", (Script) (request, wire) -> wire.reset()),
				argumentSet("malformed", 502, "invalid_upstream_response", body(200, "text/html", "<p>inside</p>")),
				argumentSet("redirect", 502, "upstream_error", Said.failing(302, "location", "http://evil/")),
				argumentSet("hang", 504, "upstream_timeout",
						(Script) (request, wire) -> wire.awaitClose(Duration.ofSeconds(10))));
	}

	@ParameterizedTest
	@MethodSource("lastWords")
	void theLastFailureIsExplainedInSeraisWords(int status, String code, Script script) {
		this.scene.alpha.plays(script);
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("alone"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(Scene.error(response)).isEqualTo(code);
		assertThat(response.body()).doesNotContain("inside", "says no", "127.0.0.1");
		assertThat(this.scene.call(response)).containsEntry("status", status).containsEntry("error_code", code);
	}

	@Test
	void U09_saysThatNoConnectionCouldBeMade() {
		HttpResponse<String> response = this.scene.chat(Said.request("nowhere"));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(Scene.error(response)).isEqualTo("connect_failed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 422, 413 })
	void U07_passesOnWhatIsTheCallersFaultAndTriesNobodyElse(int status) {
		this.scene.alpha.plays(Said.failing(status));
		for (int i = 0; i < 6; i++) {
			HttpResponse<String> response = this.scene.chat(Said.request("dual"));
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(Gateway.json(response).at("/error/message").asText()).isEqualTo("The provider says no");
			assertThat(Gateway.json(response).at("/error/param").asText()).isEqualTo("p");
			assertThat(Gateway.json(response).at("/error/code").asText()).isEqualTo("its_code");
		}
		assertThat(this.scene.alpha.requests()).hasSize(6);
		assertThat(this.scene.beta.requests()).isEmpty();
		assertThat(this.scene.breaker("alpha/dual").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThat(this.scene.breaker("alpha/dual").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 422 })
	void R19_asksTheNextDialectOnceWhenSeraiChoseWhatRefuses(int status) {
		this.scene.claude.plays(Said.failing(status));
		for (String body : List.of(Said.request("claude-first"), Said.streamRequest("claude-first"))) {
			HttpResponse<String> response = this.scene.chat(body);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains("From beta.");
			assertThat(this.scene.attempts(response)).hasSize(2)
				.first()
				.satisfies(attempt -> assertThat(attempt).containsEntry("outcome", "rejected"));
		}
		assertThat(this.scene.breaker("claude/claude-first").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@Test
	void R19_passesTheFirstRefusalOnWhenTheNextDialectRefusesToo() {
		this.scene.claude.plays(body(400, "application/json",
				"{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"messages: too odd\"}}"));
		this.scene.beta.plays(Said.failing(422));
		HttpResponse<String> response = this.scene.chat(Said.request("claude-first"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Gateway.json(response).at("/error/message").asText()).isEqualTo("messages: too odd");
		assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("2");
	}

	@Test
	void R19_passesTheRefusalOfANamedDeploymentOn() {
		this.scene.claude.plays(Said.failing(400));
		HttpResponse<String> response = this.scene.chat(Said.request("claude/claude-first"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(this.scene.beta.requests()).isEmpty();
	}

	@Test
	void P07_nothingIsTriedAfterContentHasReachedTheCaller() {
		this.scene.alpha.plays((request, wire) -> wire.stream().event(Said.piece("Once upon")).reset());
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("dual"));
		assertThat(response.statusCode()).isEqualTo(200);
		List<String> events = Gateway.events(response.body());
		assertThat(events).hasSize(2).startsWith(Said.piece("Once upon"));
		assertThat(Gateway.json(events.getLast()).at("/error/code").asText()).isEqualTo("truncated");
		assertThat(this.scene.beta.requests()).isEmpty();
		assertThat(this.scene.attempts(response)).singleElement().satisfies(attempt -> {
			assertThat(attempt).containsEntry("outcome", "truncated").containsEntry("usage_estimated", true);
			assertThat(attempt.get("price_status")).isEqualTo("estimated");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aCallersDeadlineEndsTheCallInTime(boolean stream) {
		this.scene.alpha.plays((request, wire) -> wire.awaitClose(Duration.ofSeconds(5)));
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(stream ? Said.streamRequest("dual") : Said.request("dual"),
				"x-serai-timeout-ms", "300");
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(Scene.error(response)).isEqualTo("deadline_exceeded");
		assertThat(took).isBetween(Duration.ofMillis(295), Duration.ofMillis(400));
		assertThat(this.scene.call(response)).containsEntry("outcome", "timeout");
	}

	@Test
	void aDeadlineEndsAStreamThatHasBegunWithAnError() {
		this.scene.alpha.plays((request, wire) -> {
			wire.stream().event(Said.piece("Once"));
			wire.awaitClose(Duration.ofSeconds(5));
		});
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(Said.streamRequest("dual"), "x-serai-timeout-ms", "300");
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		List<String> events = Gateway.events(response.body());
		assertThat(events).hasSize(2);
		assertThat(Gateway.json(events.getLast()).at("/error/code").asText()).isEqualTo("deadline_exceeded");
		assertThat(took).isLessThan(Duration.ofMillis(400));
	}

	@Test
	void U15_anAnswerWithoutUsageIsPricedByOwnCountAndSaysSo() {
		this.scene.alpha
			.plays((request, wire) -> wire.json(200, Said.answer("Hello there").replaceAll(",\"usage\".*", "}")));
		HttpResponse<String> response = this.scene.chat(Said.request("alone"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-price-status")).isEqualTo("estimated");
		assertThat(Double.parseDouble(Scene.header(response, "x-serai-cost-usd"))).isPositive();
	}

	@Test
	void U17_anAnswerBeyondTheCapIsCutAndNotTriedAgain() {
		this.scene.alpha.plays((request, wire) -> {
			wire.begin(200, "application/json");
			byte[] chunk = "a".repeat(100_000).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < 3000; i++) {
				wire.chunk(chunk);
			}
		});
		HttpResponse<String> response = this.scene.chat(Said.request("dual"));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(Scene.error(response)).isEqualTo("response_too_large");
		assertThat(this.scene.beta.requests()).isEmpty();
		this.scene.awaitQuiet();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void U17_aCompressedAnswerIsNotInflatedBeyondTheCap(boolean stream) throws IOException {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
			byte[] zeros = new byte[1_000_000];
			for (int i = 0; i < 100; i++) {
				gzip.write(zeros);
			}
		}
		this.scene.alpha.plays((request, wire) -> wire.bytes(200, stream ? "text/event-stream" : "application/json",
				bomb.toByteArray(), "content-encoding", "gzip"));
		HttpResponse<String> response = this.scene.chat(stream ? Said.streamRequest("dual") : Said.request("dual"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
		assertThat(Scene.error(response)).isEqualTo("response_too_large");
		assertThat(this.scene.alpha.lastRequest().headers()).doesNotContainKey("accept-encoding");
	}

	@Test
	void U18_noHeaderOfAProviderReachesTheCaller() {
		this.scene.alpha.plays((request, wire) -> wire.json(200, Said.answer("Hi"), "set-cookie", "a=b", "server",
				"secret", "x-request-id", "theirs", "x-serai-cost-usd", "0", "openai-organization", "acme", "location",
				"/x"));
		HttpResponse<String> response = this.scene.chat(Said.request("alone"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map().keySet()).doesNotContain("set-cookie", "server", "openai-organization",
				"location");
		assertThat(Scene.header(response, "x-request-id")).isNotEqualTo("theirs");
		assertThat(Scene.header(response, "x-serai-cost-usd")).isEqualTo(Said.COST);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void U19_aRedirectIsNotFollowed(int status) {
		FakeProvider elsewhere = this.scene.gamma;
		this.scene.alpha
			.plays((request, wire) -> wire.json(status, "{}", "location", elsewhere.url() + "/v1/chat/completions"));
		HttpResponse<String> response = this.scene.chat(Said.request("pair"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(elsewhere.requests()).isEmpty();
	}

	@Test
	void U20_aConnectionThatTheProviderClosedWhileItWasIdleIsNotUsedAgain() {
		this.scene.alpha.plays((request, wire) -> {
			wire.json(200, Said.answer("Hi"));
			wire.hangUp();
		});
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = this.scene.chat(Said.request("alone"));
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("1");
			await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 500 })
	void U24_aProviderThatRepeatsOurKeyIsRedacted(int status) {
		String key = OwnConfiguration.keyOf("alpha");
		this.scene.alpha.plays((request, wire) -> wire.json(status, "{\"error\":{\"message\":\"Incorrect key: " + key
				+ "\",\"type\":\"" + key + "\",\"param\":\"" + key + "\",\"code\":\"" + key + "\"}}"));
		HttpResponse<String> response = this.scene.chat(Said.request("alone"));
		assertThat(response.statusCode()).isIn(400, 502);
		assertThat(response.body()).doesNotContain(key);
		assertThat(response.headers().map().toString()).doesNotContain(key);
		assertThat(this.scene.call(response).toString()).doesNotContain(key);
		assertThat(this.scene.attempts(response).toString()).doesNotContain(key);
	}

}
