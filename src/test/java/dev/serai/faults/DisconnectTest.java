package dev.serai.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A caller who goes away takes the provider's call along, within a second. */
@Alone
class DisconnectTest {

	private static final Duration IN_TIME = Duration.ofSeconds(1);

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
	}

	/** How a caller goes. */
	enum Leaving {

		/** In good order, with a FIN. */
		CLOSING {
			@Override
			void leave(RawCaller caller) throws IOException {
				caller.close();
			}
		},

		/** With a reset. */
		RESETTING {
			@Override
			void leave(RawCaller caller) throws IOException {
				caller.reset();
			}
		};

		abstract void leave(RawCaller caller) throws IOException;

	}

	/** Plays a beginning, then says when the gateway closed the connection. */
	private CompletableFuture<Long> closedAfter(FakeProvider.Script beginning, CountDownLatch begun) {
		CompletableFuture<Long> closedAt = new CompletableFuture<>();
		this.scene.alpha.plays((request, wire) -> {
			beginning.answer(request, wire);
			begun.countDown();
			try {
				wire.awaitClose(Duration.ofSeconds(8));
				closedAt.complete(System.nanoTime());
			}
			catch (AssertionError ex) {
				closedAt.completeExceptionally(ex);
			}
		});
		return closedAt;
	}

	private void isClosedInTime(CompletableFuture<Long> closedAt, long leftAt)
			throws InterruptedException, ExecutionException, TimeoutException {
		assertThat(Duration.ofNanos(closedAt.get(10, TimeUnit.SECONDS) - leftAt)).isLessThan(IN_TIME);
		this.scene.awaitQuiet();
		await().untilAsserted(() -> assertThat(this.scene.alpha.connections()).isZero());
	}

	@ParameterizedTest
	@EnumSource(Leaving.class)
	void whileTheProviderThinksAboutAPlainAnswer(Leaving leaving) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CompletableFuture<Long> closedAt = closedAfter((request, wire) -> {
		}, asked);
		Instant began = Instant.now();
		RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.request("gone-plain"));
		assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
		long leftAt = System.nanoTime();
		leaving.leave(caller);
		isClosedInTime(closedAt, leftAt);
		assertThat(this.scene.awaitLatest("gone-plain", began)).containsEntry("outcome", "client_closed")
			.containsEntry("status", 499)
			.containsEntry("attempts", 1);
		assertThat(this.scene.breaker("alpha/gone-plain").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@ParameterizedTest
	@EnumSource(Leaving.class)
	void beforeTheFirstContentOfAStream(Leaving leaving) throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Long> closedAt = closedAfter((request, wire) -> wire.stream(), begun);
		Instant began = Instant.now();
		RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("gone-early"));
		assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
		long leftAt = System.nanoTime();
		leaving.leave(caller);
		isClosedInTime(closedAt, leftAt);
		assertThat(this.scene.awaitLatest("gone-early", began)).containsEntry("outcome", "client_closed")
			.containsEntry("attempts", 1);
	}

	@ParameterizedTest
	@EnumSource(Leaving.class)
	void whileAStreamStalls(Leaving leaving) throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Long> closedAt = closedAfter(
				(request, wire) -> wire.stream().event(Said.piece("Once upon a time")), begun);
		Instant began = Instant.now();
		RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("gone-stalled"));
		assertThat(caller.readHead().status()).isEqualTo(200);
		assertThat(caller.readChunk()).isNotEmpty();
		long leftAt = System.nanoTime();
		leaving.leave(caller);
		isClosedInTime(closedAt, leftAt);
		assertThat(this.scene.awaitLatest("gone-stalled", began)).containsEntry("outcome", "client_closed")
			.containsEntry("usage_estimated", true)
			.containsEntry("price_status", "estimated")
			.satisfies(row -> assertThat(row.get("cost_usd").toString()).isNotEqualTo("0"));
	}

	@ParameterizedTest
	@EnumSource(Leaving.class)
	void betweenTheEventsOfAStream(Leaving leaving) throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Long> closedAt = new CompletableFuture<>();
		this.scene.alpha.plays((request, wire) -> {
			wire.stream();
			begun.countDown();
			try {
				while (true) {
					wire.event(Said.piece("More and more. "));
					LockSupport.parkNanos(30_000_000);
				}
			}
			catch (IOException ex) {
				closedAt.complete(System.nanoTime());
				throw ex;
			}
		});
		Instant began = Instant.now();
		RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.streamRequest("gone-between"));
		assertThat(caller.readHead().status()).isEqualTo(200);
		assertThat(caller.readChunk()).isNotEmpty();
		assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
		long leftAt = System.nanoTime();
		leaving.leave(caller);
		isClosedInTime(closedAt, leftAt);
		assertThat(this.scene.awaitLatest("gone-between", began)).containsEntry("outcome", "client_closed");
	}

	@Test
	void afterACallerHasGoneNobodyElseIsAsked() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CompletableFuture<Long> closedAt = closedAfter((request, wire) -> {
		}, asked);
		RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.request("dual"));
		assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
		long leftAt = System.nanoTime();
		caller.close();
		isClosedInTime(closedAt, leftAt);
		assertThat(this.scene.beta.requests()).isEmpty();
	}

	@Test
	void aRequestSentEarlyIsNotLostWhileTheLineIsLookedAt() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.scene.alpha.plays((request, wire) -> {
			asked.countDown();
			awaitQuietly(answer);
			wire.json(200, Said.answer("First."));
		});
		try (RawCaller caller = new RawCaller(this.scene.gateway).chat(Said.request("gone-plain"))) {
			assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
			// Longer than it takes the deadline monitor to look at the line for the first
			// time.
			await().pollDelay(Duration.ofMillis(450)).until(() -> true);
			caller.chat(Said.request("gone-early"));
			await().pollDelay(Duration.ofMillis(450)).until(() -> true);
			assertThat(answer.getCount()).isEqualTo(1);
			this.scene.alpha.plays(Said.answering("Second."));
			answer.countDown();
			assertThat(caller.read().body()).isEqualTo(Said.answer("First."));
			assertThat(caller.read().body()).isEqualTo(Said.answer("Second."));
			assertThat(caller.chat(Said.request("gone-early")).read().body()).isEqualTo(Said.answer("Second."));
		}
		this.scene.awaitQuiet();
	}

	@Test
	void aConnectionServesManyCallsOneAfterTheOther() throws Exception {
		this.scene.alpha.plays(Said.answering("Again."));
		try (RawCaller caller = new RawCaller(this.scene.gateway)) {
			for (int i = 0; i < 20; i++) {
				assertThat(caller.chat(Said.request("gone-plain")).read().body()).isEqualTo(Said.answer("Again."));
				assertThat(caller.chat(Said.streamRequest("gone-early")).read().body()).endsWith("data: [DONE]\n\n");
				assertThat(caller.chat(Said.request("unknown")).read().status()).isEqualTo(404);
			}
		}
		this.scene.awaitQuiet();
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
