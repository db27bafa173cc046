package dev.serai.routes.jobs;

import java.io.IOException;
import java.util.List;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/checkpoints")
class CheckpointsRouteTest extends RouteTest {

	@Test
	void signsACheckpointThenSendsEachThatIsUnsentInOrder() throws Exception {
		unsent("first", "second");
		send("hourly-checkpoint");
		assertThat(reached()).containsExactly("audit-steps.makeCheckpoint", "audit-steps.unsentCheckpoints",
				"audit-steps.writeCheckpoint", "audit-steps.keepCheckpoint", "audit-steps.checkpointSent",
				"audit-steps.writeCheckpoint", "audit-steps.keepCheckpoint", "audit-steps.checkpointSent");
	}

	@Test
	void stopsAtTheFirstThatCannotBeSent() throws Exception {
		unsent("first", "second");
		IOException full = new IOException("disk full");
		failAt("audit-steps.keepCheckpoint", full);
		Exchange sent = send("checkpoints-out");
		assertThat(reached()).containsExactly("audit-steps.unsentCheckpoints", "audit-steps.writeCheckpoint",
				"audit-steps.keepCheckpoint");
		assertThat(sent.getException()).hasRootCause(full);
	}

	@Test
	void marksACheckpointAsSentOnlyAfterItHasLeft() throws Exception {
		unsent("first");
		failAt("audit-steps.keepCheckpoint", new IOException("disk full"));
		send("checkpoint-out");
		assertThat(reached()).containsExactly("audit-steps.keepCheckpoint");
	}

	@Test
	void triesAgainFromTheStepThatFailedAndSignsOnce() throws Exception {
		unsent("first");
		failOnce("audit-steps.keepCheckpoint", REFUSED);
		Exchange turn = send("hourly-checkpoint", CheckpointsRouteTest::atOnce);
		assertThat(reached()).containsExactly("audit-steps.makeCheckpoint", "audit-steps.unsentCheckpoints",
				"audit-steps.writeCheckpoint", "audit-steps.keepCheckpoint", "audit-steps.unsentCheckpoints",
				"audit-steps.writeCheckpoint", "audit-steps.keepCheckpoint", "audit-steps.checkpointSent");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void givesUpAfterTwentyFurtherAttemptsUntilTheNextHour() throws Exception {
		failAt("audit-steps.makeCheckpoint", REFUSED);
		Exchange turn = send("hourly-checkpoint", CheckpointsRouteTest::atOnce);
		assertThat(reached()).hasSize(21).containsOnly("audit-steps.makeCheckpoint");
		assertThat(turn.getException()).isNull();
	}

	private void unsent(String... checkpoints) {
		on("audit-steps.unsentCheckpoints", (exchange) -> exchange.getMessage().setBody(List.of(checkpoints)));
	}

}
