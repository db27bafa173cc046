package dev.serai.gateway.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import dev.serai.gateway.cache.Flight.Landing;
import dev.serai.gateway.cache.Flights.Boarding;
import dev.serai.platform.error.ApiError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks, who waits, and who takes over (L03). */
class FlightsTest {

	private static final Landing END = new Landing.Failed(ApiError.of(502, "upstream_error", "x", "x"));

	private final Flights flights = new Flights();

	@Test
	void oneLeadsUntilItLands() {
		Boarding leader = this.flights.board("a");
		Boarding follower = this.flights.board("a");
		assertThat(leader.place()).isNull();
		assertThat(this.flights.board("b").place()).isNull();
		leader.flight().land(END);
		assertThat(follower.place().join()).isEqualTo(END);
		assertThat(this.flights.board("a").place()).isNull();
	}

	@Test
	void L03_whoGaveUpIsPassedOverWhenTheLeaderHandsOver() {
		Boarding leader = this.flights.board("a");
		Boarding gone = this.flights.board("a");
		Boarding next = this.flights.board("a");
		Boarding last = this.flights.board("a");
		gone.place().cancel(false);
		leader.flight().handOver();
		assertThat(next.place().join()).isEqualTo(new Landing.Lead());
		assertThat(last.place()).isNotDone();
		next.flight().handOver();
		assertThat(last.place().join()).isEqualTo(new Landing.Lead());
		last.flight().handOver();
		assertThat(this.flights.size()).isZero();
	}

	@Test
	void L03_whateverLeadersDoOneLeadsAtATimeAndNobodyIsForgotten() {
		AtomicInteger leading = new AtomicInteger();
		AtomicInteger together = new AtomicInteger();
		AtomicInteger ended = new AtomicInteger();
		int callers = 5_000;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < callers; i++) {
				threads.submit(() -> {
					Boarding boarding = this.flights.board("a");
					CompletableFuture<Landing> place = boarding.place();
					boolean givesUp = ThreadLocalRandom.current().nextInt(4) == 0;
					boolean leads = place == null;
					if (place != null && !(givesUp && place.cancel(false))) {
						leads = place.join() instanceof Landing.Lead;
					}
					if (leads) {
						if (leading.incrementAndGet() > 1) {
							together.incrementAndGet();
						}
						Thread.yield();
						leading.decrementAndGet();
						if (ThreadLocalRandom.current().nextBoolean()) {
							boarding.flight().handOver();
						}
						else {
							boarding.flight().land(END);
						}
					}
					ended.incrementAndGet();
				});
			}
		}
		assertThat(together).hasValue(0);
		assertThat(ended).hasValue(callers);
		assertThat(this.flights.size()).isZero();
	}

}
