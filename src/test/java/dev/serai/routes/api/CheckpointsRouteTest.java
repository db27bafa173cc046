package dev.serai.routes.api;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("api/checkpoints")
class CheckpointsRouteTest extends RouteTest {

	@Test
	void signsThenSendsThenShowsTheCheckpoint() throws Exception {
		send("create-checkpoint");
		assertThat(reached()).containsExactly("require-admin", "check-request", "audit-steps.makeCheckpoint",
				"direct:checkpoints-out", "audit-steps.showCheckpoint", "close-call");
	}

	@Test
	void signsNothingForAPersonWithoutTheRight() throws Exception {
		failAt("require-admin", REFUSED);
		Exchange answer = send("create-checkpoint");
		assertThat(reached()).containsExactly("require-admin", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void answersThatACheckpointCouldNotBeSent() throws Exception {
		failAt("direct:checkpoints-out", new java.io.IOException("disk full"));
		Exchange answer = send("create-checkpoint");
		assertThat(reached()).endsWith("direct:checkpoints-out", "refuse", "close-call");
		assertThat(answer.getException()).isNull();
	}

}
