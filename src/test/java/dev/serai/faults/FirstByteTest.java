package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.serai.testing.FakeProvider.Request;
import dev.serai.testing.FakeProvider.Script;
import dev.serai.testing.FakeProvider.Wire;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What counts for the limit of the first byte is the answer itself: neither the
 * response's head nor what only keeps the connection open. The limit is 500 ms here while
 * another deployment can be asked, and 6 s where none can; silence within an answer may
 * last 3 s.
 */
@ResourceLock(CrashTest.TO_ITSELF)
class FirstByteTest {

	private static final Duration LIMIT = Duration.ofMillis(500);

	private static final Duration LIMIT_AND_A_SECOND = LIMIT.plusSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(3);

	private Scene scene;

	/** The first calls of a program take long by themselves. */
	@BeforeAll
	static void warmUp() {
		Scene scene = Scene.set();
		scene.alpha.plays(Said.answering("Hi."));
		scene.chat(Said.request("alone"));
		scene.chat(Said.streamRequest("alone"));
	}

	@BeforeEach
	void set() {
		this.scene = Scene.set();
		this.scene.beta.plays(Said.answering("From beta."));
		this.scene.gamma.plays(Said.answering("From gamma."));
	}

	private static boolean isStream(Request request) {
		return request.text().contains("\"stream\":true");
	}

	private static Wire begin(Request request, Wire wire) throws IOException {
		return isStream(request) ? wire.stream() : wire.begin(200, "application/json");
	}

	/** Says something every 50 ms, for as long as the connection is open. */
	private static void repeat(Wire wire, String words, Duration howLong) throws IOException {
		long end = System.nanoTime() + howLong.toNanos();
		while (System.nanoTime() < end) {
			wire.chunk(words.getBytes(StandardCharsets.UTF_8));
			LockSupport.parkNanos(50_000_000);
		}
	}

	private static Script keepingAlive(String words) {
		return (request, wire) -> repeat(begin(request, wire), words, Duration.ofSeconds(8));
	}

	static Stream<Arguments> silences() {
		List<Arguments> silences = new ArrayList<>();
		for (boolean stream : new boolean[] { false, true }) {
			String how = stream ? "streamed" : "plain";
			silences.add(argumentSet(how + ", nothing at all", stream,
					(Script) (request, wire) -> wire.awaitClose(Duration.ofSeconds(8))));
			silences.add(argumentSet(how + ", a head", stream,
					(Script) (request, wire) -> begin(request, wire).awaitClose(Duration.ofSeconds(8))));
			silences.add(argumentSet(how + ", the head of an error", stream,
					(Script) (request, wire) -> wire.begin(500, "application/json").awaitClose(Duration.ofSeconds(8))));
			silences.add(argumentSet(how + ", white space", stream, keepingAlive(" \t")));
			silences.add(argumentSet(how + ", blank lines", stream, keepingAlive("\r\n\n")));
		}
		silences.add(argumentSet("streamed, comments", true, keepingAlive(": keep-alive\n\n")));
		silences.add(argumentSet("streamed, a comment without an end", true, keepingAlive(": and so on, data: ")));
		return silences.stream();
	}

	@ParameterizedTest
	@MethodSource("silences")
	void whileAnotherCanBeAskedSilenceCostsTheLimitEachTimeAndTheBreakerLearns(boolean stream, Script silence) {
		this.scene.alpha.plays(silence);
		String request = stream ? Said.streamRequest("silent") : Said.request("silent");
		for (int i = 1; i <= 4; i++) {
			long start = System.nanoTime();
			HttpResponse<String> response = this.scene.chat(request);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains("From beta.");
			assertThat(took).as("call " + i).isBetween(LIMIT, LIMIT_AND_A_SECOND);
			assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("2");
			assertThat(this.scene.breaker("alpha/silent").getMetrics().getNumberOfFailedCalls()).isEqualTo(i);
			if (i == 1) {
				assertThat(this.scene.attempts(response).getFirst()).containsEntry("outcome", "timeout")
					.containsEntry("failure_kind", "timeout");
			}
		}
		assertThat(this.scene.breaker("alpha/silent").getState()).isEqualTo(State.OPEN);
	}

	static Stream<Arguments> slowAnswers() {
		return Stream.of(argumentSet("plain, a head", false, ""), argumentSet("plain, white space", false, " \n"),
				argumentSet("streamed, a head", true, ""), argumentSet("streamed, comments", true, ": PROCESSING\n\n"),
				argumentSet("streamed, blank lines", true, "\r\n"));
	}

	@ParameterizedTest
	@MethodSource("slowAnswers")
	void theOnlyDeploymentMayUseTheProvidersLimit(boolean stream, String keepAlive) {
		this.scene.alpha.plays((request, wire) -> {
			begin(request, wire);
			if (keepAlive.isEmpty()) {
				LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
			}
			else {
				repeat(wire, keepAlive, Duration.ofMillis(1500));
			}
			if (stream) {
				wire.event(Said.piece("At last.")).event(Said.finish()).event("[DONE]");
			}
			else {
				wire.chunk(Said.answer("At last.").getBytes(StandardCharsets.UTF_8));
			}
			wire.end();
		});
		HttpResponse<String> response = this.scene
			.chat(stream ? Said.streamRequest("silent-alone") : Said.request("silent-alone"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("At last.");
		assertThat(this.scene.breaker("alpha/silent-alone").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@Test
	void aDeploymentIsTheOnlyOneWhenTheOthersAreOutOfService() {
		this.scene.breaker("beta/one-left").transitionToOpenState();
		this.scene.alpha.plays((request, wire) -> {
			LockSupport.parkNanos(Duration.ofMillis(1200).toNanos());
			wire.json(200, Said.answer("From alpha."));
		});
		HttpResponse<String> response = this.scene.chat(Said.request("one-left"));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("From alpha.");
	}

	@Test
	void theOnlyDeploymentHasTheProvidersLimitAndNoMore() {
		this.scene.alpha.plays(keepingAlive(" "));
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(Said.request("silent-alone"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(Scene.error(response)).isEqualTo("upstream_timeout");
		assertThat(this.scene.breaker("alpha/silent-alone").getMetrics().getNumberOfFailedCalls()).isOne();
	}

	static Stream<Arguments> stalls() {
		return Stream.of(
				argumentSet("plain, silence", false,
						(Script) (request, wire) -> wire.begin(200, "application/json")
							.chunk("{\"id\":".getBytes(StandardCharsets.UTF_8))
							.awaitClose(Duration.ofSeconds(8))),
				argumentSet("plain, a byte now and then", false,
						(Script) (request, wire) -> repeat(wire.begin(200, "application/json")
							.chunk("{\"id\":\"".getBytes(StandardCharsets.UTF_8)), "a", Duration.ofSeconds(8))),
				argumentSet("plain, white space within", false,
						(Script) (request, wire) -> repeat(
								wire.begin(200, "application/json").chunk("{".getBytes(StandardCharsets.UTF_8)), " ",
								Duration.ofSeconds(8))),
				argumentSet("streamed, half an event", true,
						(Script) (request, wire) -> wire.stream()
							.chunk("data: {\"id\":".getBytes(StandardCharsets.UTF_8))
							.awaitClose(Duration.ofSeconds(8))));
	}

	@ParameterizedTest
	@MethodSource("stalls")
	void anAnswerThatStallsAfterItBeganIsBoundedByTheIdleLimitAndAnotherIsAsked(boolean stream, Script stall) {
		this.scene.alpha.plays(stall);
		long start = System.nanoTime();
		HttpResponse<String> response = this.scene.chat(stream ? Said.streamRequest("silent") : Said.request("silent"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(IDLE, IDLE.plusSeconds(1));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("From beta.");
		assertThat(this.scene.attempts(response).getFirst()).containsEntry("outcome", "timeout");
		assertThat(this.scene.breaker("alpha/silent").getMetrics().getNumberOfFailedCalls()).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theLimitDoublesWhenTheNextDeploymentNeededLongerForTheSameRequest(boolean stream) {
		String request = stream ? Said.streamRequest("slow") : Said.request("slow");
		this.scene.alpha.plays(after(Duration.ofMillis(650), "From alpha."));
		this.scene.beta.plays(after(Duration.ofMillis(350), "From beta."));
		assertThat(this.scene.chat(request).body()).contains("From beta.");
		// Beta took no longer than alpha was given: nothing speaks for alpha.
		HttpResponse<String> response = this.scene.chat(request);
		assertThat(response.body()).contains("From beta.");
		// Beta's limit has grown by its own answers.
		this.scene.beta.plays(after(Duration.ofMillis(650), "From beta."));
		assertThat(this.scene.chat(request).body()).contains("From beta.");
		response = this.scene.chat(request);
		assertThat(response.body()).contains("From alpha.");
		assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("1");
	}

	private static Script after(Duration delay, String text) {
		return (request, wire) -> {
			LockSupport.parkNanos(delay.toNanos());
			Said.answering(text).answer(request, wire);
		};
	}

}
