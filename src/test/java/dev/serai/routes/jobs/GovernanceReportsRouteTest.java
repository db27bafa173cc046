package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/governance-reports")
class GovernanceReportsRouteTest extends RouteTest {

	@Test
	void makesTheMissingReports() throws Exception {
		send("monthly-governance-report");
		assertThat(reached()).containsExactly("monthlyReports.makeMissing");
	}

	@Test
	void waitsForItsNextTimeWhereTheDatabaseIsDown() throws Exception {
		failAt("monthlyReports.makeMissing", REFUSED);
		Exchange turn = send("monthly-governance-report");
		assertThat(reached()).containsExactly("monthlyReports.makeMissing");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void makesTheMissingReportsWhereAnotherRouteAsks() throws Exception {
		send("make-governance-reports");
		assertThat(reached()).containsExactly("monthlyReports.makeMissing");
	}

}
