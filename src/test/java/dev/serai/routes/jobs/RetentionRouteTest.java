package dev.serai.routes.jobs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/retention")
class RetentionRouteTest extends RouteTest {

	@Test
	void removesBatchAfterBatchUntilNothingIsLeftThenLogsTheRun() throws Exception {
		batches(2);
		send("hourly-removal");
		assertThat(reached()).containsExactly("removal-steps.begin", "removal-steps.removeBatch",
				"removal-steps.removeBatch", "removal-steps.logRemoval");
	}

	@Test
	void pausesAfterEachBatch() throws Exception {
		batches(2);
		AtomicLong took = new AtomicLong();
		on("removal-steps.begin", (exchange) -> {
			exchange.setProperty("moreToRemove", true);
			took.set(System.nanoTime());
		});
		on("removal-steps.logRemoval", (exchange) -> took.set(System.nanoTime() - took.get()));
		send("remove-expired");
		assertThat(Duration.ofNanos(took.get())).isGreaterThanOrEqualTo(Duration.ofMillis(40));
	}

	@Test
	void removesNothingWhereNothingHasExpired() throws Exception {
		batches(0);
		send("remove-expired");
		assertThat(reached()).containsExactly("removal-steps.begin", "removal-steps.logRemoval");
	}

	@Test
	void waitsForItsNextTimeWhereTheDatabaseGoesDownBetweenBatches() throws Exception {
		batches(2);
		failAt("removal-steps.removeBatch", REFUSED);
		Exchange turn = send("hourly-removal");
		assertThat(reached()).containsExactly("removal-steps.begin", "removal-steps.removeBatch");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void keepsTheRunAsTheBodyForEachBatch() throws Exception {
		batches(1);
		on("removal-steps.logRemoval", (exchange) -> assertThat(exchange.getMessage().getBody()).isEqualTo("run"));
		Exchange turn = send("remove-expired", (exchange) -> exchange.getMessage().setBody("run"));
		assertThat(turn.getException()).isNull();
	}

	private void batches(int number) {
		AtomicInteger left = new AtomicInteger(number);
		on("removal-steps.begin", (exchange) -> exchange.setProperty("moreToRemove", left.get() > 0));
		on("removal-steps.removeBatch", (exchange) -> exchange.setProperty("moreToRemove", left.decrementAndGet() > 0));
	}

}
