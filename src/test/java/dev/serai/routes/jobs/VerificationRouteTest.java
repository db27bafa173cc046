package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/verification")
class VerificationRouteTest extends RouteTest {

	@Test
	void verifiesTheRecords() throws Exception {
		send("daily-verification");
		assertThat(reached()).containsExactly("regularVerification.verifyIfDue");
	}

	@Test
	void waitsForItsNextTimeWhereTheDatabaseIsDown() throws Exception {
		failAt("regularVerification.verifyIfDue", REFUSED);
		Exchange turn = send("daily-verification");
		assertThat(reached()).containsExactly("regularVerification.verifyIfDue");
		assertThat(turn.getException()).isNull();
	}

}
