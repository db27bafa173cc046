package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.routing.LiveMetrics.Snapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LiveMetricsTest {

	private long now = 5;

	private final LiveMetrics metrics = new LiveMetrics(Duration.ofSeconds(60), () -> this.now);

	@Test
	void whatIsObservedAfterALongSilenceCountsWhole() {
		this.metrics.meter("a/x");
		this.now += Duration.ofHours(1).toNanos();
		this.metrics.observe("a/x", Observation.answered(500.0, 100, 1500));
		assertThat(this.metrics.snapshot("a/x").calls()).isEqualTo(1);
	}

	@Test
	void nothingIsKnownOfANewDeployment() {
		Snapshot snapshot = this.metrics.snapshot("a/x");
		assertThat(snapshot.calls()).isZero();
		assertThat(snapshot.errorRate()).isZero();
		assertThat(snapshot.firstTokenMs()).isEmpty();
		assertThat(snapshot.tokensPerSecond()).isEmpty();
		assertThat(snapshot.outputTokens()).isEmpty();
	}

	@Test
	void streamedAnswersTellFirstTokenAndSpeedApart() {
		this.metrics.observe("a/x", Observation.answered(500.0, 100, 1500));
		this.metrics.observe("a/x", Observation.answered(700.0, 300, 2700));
		Snapshot snapshot = this.metrics.snapshot("a/x");
		assertThat(snapshot.firstTokenMs()).hasValue(600);
		assertThat(snapshot.tokensPerSecond().orElseThrow()).isCloseTo(400 / 3.0, within(1e-9));
		assertThat(snapshot.outputTokens()).hasValue(200);
	}

	@Test
	void anUnstreamedAnswersWaitIsTakenFromTheStreamedOnes() {
		this.metrics.observe("a/x", Observation.answered(500.0, 100, 1500));
		this.metrics.observe("a/x", Observation.answered(null, 100, 1500));
		Snapshot snapshot = this.metrics.snapshot("a/x");
		assertThat(snapshot.firstTokenMs()).hasValue(500);
		assertThat(snapshot.tokensPerSecond()).hasValue(100);
	}

	@Test
	void anObservationCountsHalfAfterTheHalfLife() {
		this.metrics.observe("a/x", Observation.answered(1000.0, 0, 1000));
		this.now += Duration.ofSeconds(60).toNanos();
		this.metrics.observe("a/x", Observation.answered(400.0, 0, 400));
		assertThat(this.metrics.snapshot("a/x").firstTokenMs().orElseThrow()).isCloseTo(600, within(1e-6));
		assertThat(this.metrics.snapshot("a/x").calls()).isCloseTo(1.5, within(1e-9));
	}

	@Test
	void withoutTrafficADeploymentCountsAsNewAgain() {
		for (int i = 0; i < 10; i++) {
			this.metrics.observe("a/x", Observation.FAILED);
		}
		assertThat(this.metrics.snapshot("a/x").errorRate()).isCloseTo(10 / 15.0, within(1e-9));
		this.now += Duration.ofMinutes(10).toNanos();
		assertThat(this.metrics.snapshot("a/x").errorRate()).isZero();
		assertThat(this.metrics.snapshot("a/x").calls()).isZero();
	}

	@Test
	void oneFailureOfOneCallIsNoRateOfAll() {
		this.metrics.observe("a/x", Observation.FAILED);
		assertThat(this.metrics.snapshot("a/x").errorRate()).isCloseTo(1 / 6.0, within(1e-9));
	}

	@Test
	void nonsenseDoesNotSpoilTheFigures() {
		this.metrics.observe("a/x", Observation.answered(-5.0, -10, -3));
		this.metrics.observe("a/x", Observation.answered(900.0, 50, 100));
		this.now -= 3;
		this.metrics.observe("a/x", Observation.answered(100.0, 50, 600));
		Snapshot snapshot = this.metrics.snapshot("a/x");
		assertThat(snapshot.firstTokenMs().orElseThrow()).isBetween(0.0, 900.0);
		assertThat(snapshot.tokensPerSecond().orElseThrow()).isPositive().isFinite();
	}

	@Test
	void noObservationIsLostWhenManyComeAtOnce() throws InterruptedException {
		int threads = 8;
		int each = 2000;
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
			for (int t = 0; t < threads; t++) {
				pool.execute(() -> {
					await(start);
					for (int i = 0; i < each; i++) {
						this.metrics.observe("a/x", Observation.answered(10.0, 10, 20));
					}
				});
			}
			start.countDown();
			pool.shutdown();
			assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.metrics.snapshot("a/x").calls()).isEqualTo(threads * each);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
