package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How jobs meet a database that is down, seen at routes of the test. */
@RouteFile("jobs/retries")
class RetriesRouteTest extends RouteTest {

	private static final IllegalStateException DEFECT = new IllegalStateException("a defect");

	@BeforeEach
	void addJobs() throws Exception {
		this.context.addRoutes(new RouteBuilder() {
			@Override
			public void configure() {
				for (String configuration : new String[] { "scheduled", "ledger-retry", "checkpoint-retry" }) {
					from("direct:" + configuration).routeId(configuration)
						.routeConfigurationId(configuration)
						.process("work")
						.process("last");
				}
			}
		});
	}

	@Test
	void endsAScheduledJobQuietlyWhereTheDatabaseIsDown() throws Exception {
		failAt("work", REFUSED);
		Exchange turn = send("scheduled");
		assertThat(reached()).containsExactly("work");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void leavesADefectInAScheduledJobForTheLog() throws Exception {
		failAt("work", DEFECT);
		Exchange turn = send("scheduled");
		assertThat(reached()).containsExactly("work");
		assertThat(turn.getException()).isSameAs(DEFECT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ledger-retry", "checkpoint-retry" })
	void goesOnAfterAnAttemptThatSucceeds(String configuration) throws Exception {
		failOnce("work", REFUSED);
		Exchange turn = send(configuration, RetriesRouteTest::atOnce);
		assertThat(reached()).containsExactly("work", "work", "last");
		assertThat(turn.getException()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void triesCheckpointsTwentyTimesAgain(boolean databaseDown) throws Exception {
		failAt("work", databaseDown ? REFUSED : DEFECT);
		Exchange turn = send("checkpoint-retry", RetriesRouteTest::atOnce);
		assertThat(reached()).hasSize(21).containsOnly("work");
		assertThat(turn.getException()).isSameAs(databaseDown ? null : DEFECT);
	}

}
