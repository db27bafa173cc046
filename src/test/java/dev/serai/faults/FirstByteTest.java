package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.serai.gateway.fallback.Breakers;
import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Request;
import dev.serai.testing.FakeProvider.Script;
import dev.serai.testing.FakeProvider.Wire;
import dev.serai.testing.Gateway;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.testing.AwaitDefaults.awaitComing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What counts for the limit of the first byte is the answer itself: neither the
 * response's head nor what only keeps the connection open. The limit is 500 ms here while
 * another deployment can be asked, and 6 s where none can; silence within an answer may
 * last 3 s. The tests wait at the same time, each with providers of its own.
 */
@Alone
class FirstByteTest {

	private static final Duration LIMIT = Duration.ofMillis(500);

	private static final Duration LIMIT_AND_A_SECOND = LIMIT.plusSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(3);

	/** So many tests there are at the most; each has providers and models of its own. */
	private static final int PLACES = 40;

	/** More tests at once would keep each other from the processors. */
	private static final Semaphore AT_ONCE = new Semaphore(6);

	private static final AtomicInteger TAKEN = new AtomicInteger();

	private static final List<Place> ALL = IntStream.range(0, PLACES).mapToObj(Place::new).toList();

	private static Gateway gateway;

	private Place place;

	/** The first calls of a program take long by themselves. */
	@BeforeAll
	static void start() {
		OwnConfiguration configuration = new OwnConfiguration();
		ALL.forEach(place -> place.in(configuration));
		gateway = configuration.start();
		Place warm = ALL.get(TAKEN.getAndIncrement());
		warm.alpha.plays(Said.answering("Hi."));
		for (int i = 0; i < 50; i++) {
			assertThat(warm.chat(Said.request(warm.alone)).statusCode()).isEqualTo(200);
			assertThat(warm.chat(Said.streamRequest(warm.alone)).statusCode()).isEqualTo(200);
		}
	}

	@AfterAll
	static void stop() {
		gateway.close();
		ALL.forEach(Place::close);
	}

	@BeforeEach
	void take() throws InterruptedException {
		AT_ONCE.acquire();
		this.place = ALL.get(TAKEN.getAndIncrement());
		this.place.beta.plays(Said.answering("From beta."));
		this.place.gamma.plays(Said.answering("From gamma."));
	}

	@AfterEach
	void leave() {
		AT_ONCE.release();
	}

	/** Three providers, whose models nobody else asks for. */
	private static final class Place {

		final FakeProvider alpha = new FakeProvider();

		final FakeProvider beta = new FakeProvider();

		final FakeProvider gamma = new FakeProvider();

		/** At alpha, then beta, then gamma. */
		final String first;

		/** At alpha alone. */
		final String alone;

		private final int number;

		Place(int number) {
			this.number = number;
			this.first = "first" + number;
			this.alone = "alone" + number;
		}

		void in(OwnConfiguration configuration) {
			configuration.provider(name("alpha"), "openai", this.alpha.url() + "/v1")
				.provider(name("beta"), "openai", this.beta.url() + "/v1")
				.provider(name("gamma"), "openai", this.gamma.url() + "/v1")
				.model(this.first, name("alpha"), name("beta"), name("gamma"))
				.model(this.alone, name("alpha"));
		}

		private String name(String provider) {
			return provider + this.number;
		}

		CircuitBreaker breaker(String provider, String model) {
			return gateway.part(Breakers.class).of(name(provider) + "/" + model);
		}

		HttpResponse<String> chat(String body) {
			return gateway.chat(body);
		}

		/** The row of the call's first attempt, once it is there. */
		Map<String, Object> firstAttempt(HttpResponse<?> response) {
			return awaitComing()
				.until(() -> gateway.database()
					.sql("SELECT * FROM attempt WHERE call_id = ?::uuid ORDER BY number")
					.param(Scene.header(response, "x-request-id"))
					.query()
					.listOfRows(), found -> !found.isEmpty())
				.getFirst();
		}

		void close() {
			Stream.of(this.alpha, this.beta, this.gamma).forEach(FakeProvider::close);
		}

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
	@Execution(ExecutionMode.CONCURRENT)
	@MethodSource("silences")
	void whileAnotherCanBeAskedSilenceCostsTheLimitEachTimeAndTheBreakerLearns(boolean stream, Script silence) {
		this.place.alpha.plays(silence);
		String request = stream ? Said.streamRequest(this.place.first) : Said.request(this.place.first);
		for (int i = 1; i <= 4; i++) {
			long start = System.nanoTime();
			HttpResponse<String> response = this.place.chat(request);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains("From beta.");
			assertThat(took).as("call " + i).isBetween(LIMIT, LIMIT_AND_A_SECOND);
			assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("2");
			assertThat(this.place.breaker("alpha", this.place.first).getMetrics().getNumberOfFailedCalls())
				.isEqualTo(i);
			if (i == 1) {
				assertThat(this.place.firstAttempt(response)).containsEntry("outcome", "timeout")
					.containsEntry("failure_kind", "timeout");
			}
		}
		assertThat(this.place.breaker("alpha", this.place.first).getState()).isEqualTo(State.OPEN);
	}

	static Stream<Arguments> slowAnswers() {
		return Stream.of(argumentSet("plain, a head", false, ""), argumentSet("plain, white space", false, " \n"),
				argumentSet("streamed, a head", true, ""), argumentSet("streamed, comments", true, ": PROCESSING\n\n"),
				argumentSet("streamed, blank lines", true, "\r\n"));
	}

	@ParameterizedTest
	@Execution(ExecutionMode.CONCURRENT)
	@MethodSource("slowAnswers")
	void theOnlyDeploymentMayUseTheProvidersLimit(boolean stream, String keepAlive) {
		this.place.alpha.plays((request, wire) -> {
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
		HttpResponse<String> response = this.place
			.chat(stream ? Said.streamRequest(this.place.alone) : Said.request(this.place.alone));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("At last.");
		assertThat(this.place.breaker("alpha", this.place.alone).getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@Test
	@Execution(ExecutionMode.CONCURRENT)
	void aDeploymentIsTheOnlyOneWhenTheOthersAreOutOfService() {
		this.place.breaker("beta", this.place.first).transitionToOpenState();
		this.place.breaker("gamma", this.place.first).transitionToOpenState();
		this.place.alpha.plays((request, wire) -> {
			LockSupport.parkNanos(Duration.ofMillis(1200).toNanos());
			wire.json(200, Said.answer("From alpha."));
		});
		HttpResponse<String> response = this.place.chat(Said.request(this.place.first));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("From alpha.");
	}

	@Test
	@Execution(ExecutionMode.CONCURRENT)
	void theOnlyDeploymentHasTheProvidersLimitAndNoMore() {
		this.place.alpha.plays(keepingAlive(" "));
		long start = System.nanoTime();
		HttpResponse<String> response = this.place.chat(Said.request(this.place.alone));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(Scene.error(response)).isEqualTo("upstream_timeout");
		assertThat(this.place.breaker("alpha", this.place.alone).getMetrics().getNumberOfFailedCalls()).isOne();
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
	@Execution(ExecutionMode.CONCURRENT)
	@MethodSource("stalls")
	void anAnswerThatStallsAfterItBeganIsBoundedByTheIdleLimitAndAnotherIsAsked(boolean stream, Script stall) {
		this.place.alpha.plays(stall);
		long start = System.nanoTime();
		HttpResponse<String> response = this.place
			.chat(stream ? Said.streamRequest(this.place.first) : Said.request(this.place.first));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(IDLE, IDLE.plusSeconds(1));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("From beta.");
		assertThat(this.place.firstAttempt(response)).containsEntry("outcome", "timeout");
		assertThat(this.place.breaker("alpha", this.place.first).getMetrics().getNumberOfFailedCalls()).isOne();
	}

	@ParameterizedTest
	@Execution(ExecutionMode.CONCURRENT)
	@ValueSource(booleans = { false, true })
	void theLimitDoublesWhenTheNextDeploymentNeededLongerForTheSameRequest(boolean stream) {
		String request = stream ? Said.streamRequest(this.place.first) : Said.request(this.place.first);
		this.place.alpha.plays(after(Duration.ofMillis(650), "From alpha."));
		this.place.beta.plays(after(Duration.ofMillis(350), "From beta."));
		assertThat(this.place.chat(request).body()).contains("From beta.");
		// Beta took no longer than alpha was given: nothing speaks for alpha.
		HttpResponse<String> response = this.place.chat(request);
		assertThat(response.body()).contains("From beta.");
		// Beta's limit has grown by its own answers.
		this.place.beta.plays(after(Duration.ofMillis(650), "From beta."));
		assertThat(this.place.chat(request).body()).contains("From beta.");
		response = this.place.chat(request);
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
