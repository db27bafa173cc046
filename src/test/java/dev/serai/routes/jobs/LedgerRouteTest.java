package dev.serai.routes.jobs;

import java.util.concurrent.atomic.AtomicInteger;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/ledger")
class LedgerRouteTest extends RouteTest {

	@Test
	void appendsBatchAfterBatchWhileRecordsWait() throws Exception {
		batches(2);
		send("ledger");
		assertThat(reached()).containsExactly("take-records", "append-records", "take-more-records", "append-records",
				"take-more-records");
	}

	@Test
	void appendsNothingWhereNoRecordsWait() throws Exception {
		batches(0);
		send("ledger");
		assertThat(reached()).containsExactly("take-records");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 50 })
	void appendsTheSameBatchAgainUntilTheDatabaseKeepsIt(int failures) throws Exception {
		batches(1);
		AtomicInteger left = new AtomicInteger(failures);
		on("append-records", (exchange) -> {
			if (left.getAndDecrement() > 0) {
				throw REFUSED;
			}
		});
		Exchange turn = send("ledger", LedgerRouteTest::atOnce);
		assertThat(reached()).hasSize(failures + 3).startsWith("take-records").endsWith("take-more-records");
		assertThat(reached().subList(1, failures + 2)).containsOnly("append-records");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void triesAgainAfterADefectAsWell() throws Exception {
		batches(1);
		failOnce("append-records", new IllegalStateException("a defect"));
		send("ledger", LedgerRouteTest::atOnce);
		assertThat(reached()).containsExactly("take-records", "append-records", "append-records", "take-more-records");
	}

	private void batches(int number) {
		AtomicInteger left = new AtomicInteger(number);
		for (String step : new String[] { "take-records", "take-more-records" }) {
			on(step, (exchange) -> exchange.setProperty("recordsTaken", left.getAndDecrement() > 0));
		}
	}

}
