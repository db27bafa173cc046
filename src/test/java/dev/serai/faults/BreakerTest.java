package dev.serai.faults;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A deployment that keeps failing is left alone, tried carefully, and taken back. The
 * breaker here opens on half of four calls for 700 ms and lets two probes through.
 */
class BreakerTest {

	private Scene scene;

	private CircuitBreaker breaker;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
		this.scene.beta.plays(Said.answering("From beta."));
		this.breaker = this.scene.breaker("alpha/pair");
	}

	private void open() {
		this.scene.alpha.plays(Said.failing(500));
		for (int i = 0; i < 4; i++) {
			assertThat(this.scene.chat(Said.request("pair")).statusCode()).isEqualTo(200);
		}
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
		this.scene.alpha.forget();
	}

	private void awaitHalfOpen() {
		await().atMost(Duration.ofSeconds(3)).until(() -> this.breaker.getState() == State.HALF_OPEN);
	}

	@Test
	void U02_opensAfterEnoughFailuresAndCostsNothingWhileOpen() {
		open();
		HttpResponse<String> response = this.scene.chat(Said.request("pair"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("1");
		assertThat(this.scene.alpha.requests()).isEmpty();
		double least = IntStream.range(0, 3)
			.mapToDouble(
					i -> Double.parseDouble(Scene.header(this.scene.chat(Said.request("pair")), "x-serai-overhead-ms")))
			.min()
			.orElseThrow();
		assertThat(least).as("ms").isLessThan(10);
	}

	@Test
	void U22_closesAgainAfterGoodProbes() {
		open();
		this.scene.alpha.plays(Said.answering("From alpha."));
		awaitHalfOpen();
		for (int i = 0; i < 2; i++) {
			assertThat(Scene.header(this.scene.chat(Said.streamRequest("pair")), "x-serai-provider"))
				.isEqualTo("alpha");
		}
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void U22_opensAgainAfterBadProbesAndCallersNoticeNothing() {
		open();
		awaitHalfOpen();
		for (int i = 0; i < 3; i++) {
			assertThat(this.scene.chat(Said.request("pair")).statusCode()).isEqualTo(200);
		}
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
		assertThat(this.scene.alpha.requests()).hasSize(2);
	}

	@Test
	void P10_letsNoMoreProbesThroughThanItSays() throws Exception {
		open();
		awaitHalfOpen();
		CountDownLatch answer = new CountDownLatch(1);
		this.scene.alpha.plays((request, wire) -> {
			awaitQuietly(answer);
			wire.json(200, Said.answer("From alpha."));
		});
		var calls = IntStream.range(0, 12)
			.mapToObj(i -> CompletableFuture.supplyAsync(
					() -> this.scene.chat(Said.request("pair"), "x-serai-policy", "patient"),
					run -> Thread.ofVirtual().start(run)))
			.toList();
		await().atMost(Duration.ofSeconds(5))
			.until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 10);
		assertThat(this.scene.alpha.requests()).hasSize(2);
		answer.countDown();
		for (var call : calls) {
			HttpResponse<String> response = call.get(5, TimeUnit.SECONDS);
			assertThat(response.statusCode()).isEqualTo(200);
			// Of most of them the breaker held alpha back, which is no attempt.
			assertThat(Scene.header(response, "x-serai-attempts")).isEqualTo("1");
			assertThat(this.scene.call(response)).containsEntry("attempts", 1);
			assertThat(this.scene.attempts(response)).singleElement()
				.satisfies(attempt -> assertThat(attempt).containsEntry("outcome", "ok").containsEntry("number", 1));
		}
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void U23_aProbeWhoseCallerLeavesDoesNotLeaveItStuck() throws Exception {
		open();
		awaitHalfOpen();
		for (int i = 0; i < 4; i++) {
			CountDownLatch asked = new CountDownLatch(1);
			this.scene.alpha.plays((request, wire) -> {
				asked.countDown();
				wire.awaitClose(Duration.ofSeconds(5));
			});
			RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("pair"));
			assertThat(asked.await(3, TimeUnit.SECONDS)).as("probe " + i).isTrue();
			caller.reset();
			this.scene.awaitQuiet();
		}
		this.scene.alpha.plays(Said.answering("From alpha."));
		for (int i = 0; i < 2; i++) {
			assertThat(Scene.header(this.scene.chat(Said.request("pair")), "x-serai-provider")).isEqualTo("alpha");
		}
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void P10_badRequestsOfCallersNeverOpenIt() {
		this.scene.alpha.plays(Said.failing(400));
		for (int i = 0; i < 20; i++) {
			assertThat(this.scene.chat(Said.request("pair")).statusCode()).isEqualTo(400);
		}
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
		assertThat(this.scene.alpha.requests()).hasSize(20);
		assertThat(this.scene.beta.requests()).isEmpty();
	}

	@Test
	void streamsThatBreakAfterContentOpenItToo() {
		this.scene.alpha.plays((request, wire) -> wire.stream().event(Said.piece("Once")).reset());
		for (int i = 0; i < 4; i++) {
			this.scene.chat(Said.streamRequest("pair"));
		}
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
	}

	@Test
	void whenAllAreOpenTheCallerIsToldAtOnce() {
		this.scene.alpha.plays(Said.failing(500));
		for (int i = 0; i < 6; i++) {
			this.scene.chat(Said.request("alone"));
		}
		this.scene.breaker("alpha/alone").transitionToOpenState();
		this.scene.alpha.forget();
		HttpResponse<String> response = this.scene.chat(Said.request("alone"));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(Integer.parseInt(Scene.header(response, "retry-after"))).isPositive();
		assertThat(this.scene.alpha.requests()).isEmpty();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(8, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
